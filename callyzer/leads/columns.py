"""Which column of a table holds which field of a lead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

FIELDS: Mapping[str, str] = MappingProxyType({
    "first_name": "First name", "last_name": "Last name", "number": "Number", "second_number": "Second number",
    "email": "E-mail", "company_name": "Company", "address1": "Address, line 1", "address2": "Address, line 2",
    "city": "City", "state": "State", "country": "Country", "zip": "Postcode", "price": "Price", "source": "Source",
    "description": "Description", "lead_tags": "Tags", "lead_status": "Status", "emp_numbers": "Employee numbers",
    "id": "Lead id",
})
"""The fields of a lead that a column may hold, and what they are called."""

NEEDED = ("first_name", "number")

_CALLED: Mapping[str, str] = {
    "first_name": "firstname first givenname name fullname leadname clientname customername customer contactname"
                  " contactperson person",
    "last_name": "lastname last surname familyname",
    "number": "number contactnumber contactnumbers phone phonenumber mobile mobilenumber mobileno phoneno contactno tel"
              " telephone cell whatsapp contact number1 phone1 mobile1 contactnumber1 primarynumber primaryphone",
    "second_number": "number2 phone2 mobile2 contactnumber2 alternatenumber alternatephone alternatemobile altnumber"
                     " secondnumber secondarynumber secondaryphone otherphone landline",
    "email": "email emailaddress emailid mail",
    "company_name": "company companyname organization organisation business firm employer",
    "address1": "address address1 addressline1 street streetaddress", "address2": "address2 addressline2 locality area",
    "city": "city town", "state": "state province region", "country": "country nation",
    "zip": "zip zipcode postcode postalcode pincode pin", "price": "price amount value budget dealvalue",
    "source": "source leadsource channel campaign", "lead_tags": "tags leadtags tag label labels",
    "description": "description note notes remark remarks comment comments requirement message details",
    "lead_status": "status leadstatus stage", "id": "id leadid uniqueid",
    "emp_numbers": "empnumbers employeenumber employeenumbers assignedto owner assignee agentnumber",
}


def guessed(headings: Sequence[str]) -> tuple[str, ...]:
    """The field of each column by its heading, "" where none is told; no field twice, the first column has it."""
    fields = {word: name for name, words in _CALLED.items() for word in words.split()}
    found: list[str] = []
    for heading in headings:
        name = fields.get(re.sub(r"[\W_]+", "", heading.casefold()), "")
        if name == "number" and name in found:
            name = "second_number"
        found.append("" if name in found else name)
    return tuple(found)


def problem(chosen: Sequence[str]) -> str:
    """What keeps a choice of fields, one for each column, from being used; "" where nothing does."""
    given = [name for name in chosen if name]
    if twice := [FIELDS[name] for name in FIELDS if given.count(name) > 1]:
        return f"Only one column can hold {', '.join(twice)}."
    if missing := [FIELDS[name] for name in NEEDED if name not in given]:
        return f"No column holds {' or '.join(missing)}, which every lead needs."
    return ""


def told(problems: Iterable[tuple[str, str]]) -> str:
    """Rules that are broken, by the documentation's names of the fields, in words."""
    names = {**FIELDS, "contact_numbers": FIELDS["number"]}
    return "; ".join(f"{names.get(name, name)}: {rule}" for name, rule in problems)
