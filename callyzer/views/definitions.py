"""What every measure is called, means, is counted in, and whether more of it is good. The texts are the help beside
the figures, on all pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callyzer.figures.axes import Unit
from callyzer.views import words

SMALL_SAMPLE = 20
"""A rate over fewer attempts is greyed and not ranked."""

SMALL_CELL = 5
"""The share of a heatmap's cell with fewer calls is not drawn."""



@dataclass(frozen=True, slots=True)
class Measure:
    """`unit`: whole numbers, seconds, shares of 1 or a decimal number per hour. `better` is +1 where more is good, −1
    where it is bad and 0 where it depends. `colour` is a name of `figures.theme.Palette`."""

    key: str
    label: str
    unit: Unit
    better: int
    colour: str
    help: str

    def text(self, value: float | None) -> str:
        """A value of this measure in words: "1,204", "3 h 12 min", "62.5%"."""
        if value is None or value != value:  # NaN  # noqa: PLR0124 - the shortest test that needs no import
            return "–"
        if self.unit == "seconds":
            return words.duration(value)
        if self.unit == "share":
            return words.percent(value)
        return words.decimal(value) if self.unit == "per_hour" else words.count(value)


MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in (
    Measure("total_calls", "Calls", "count", 1, "calls",
            "All calls that match the filter: incoming, outgoing, missed and rejected."),
    Measure("total_connected_calls", "Connected", "count", 1, "connected",
            "Incoming and outgoing calls that lasted more than 2 seconds."),
    Measure("connect_rate", "Connect rate", "share", 1, "connected",
            "Connected outgoing calls as a share of all outgoing calls. Under 20 attempts it is grey and not ranked:"
            " chance would decide."),
    Measure("total_duration", "Talk time", "seconds", 1, "talk_time",
            "The time of all incoming and outgoing calls together."),
    Measure("total_unique_clients", "Unique clients", "count", 1, "clients",
            "Different clients over all attempts of any type. A client whom two employees call counts once for the"
            " team, and once for each of them."),
    Measure("total_never_attended_calls", "Never attended", "count", -1, "missed",
            "Pairs of an employee and a client whose last missed or rejected call was not followed by a connected"
            " call between the two in the range."),
    Measure("total_not_pickup_by_clients_calls", "Not picked up", "count", -1, "missed",
            "Pairs of an employee and a client with at least one outgoing and no connected call in the range."),
    Measure("total_working_hours", "Working hours", "seconds", 0, "clients",
            "For each employee and day the time from the start of the first call to the end of the last, added up."),
    Measure("total_incoming_calls", "Incoming", "count", 1, "calls", "Calls from clients that were answered."),
    Measure("total_outgoing_calls", "Outgoing", "count", 1, "calls", "Calls to clients, answered or not."),
    Measure("total_missed_calls", "Missed", "count", -1, "missed", "Calls from clients that rang and were not taken."),
    Measure("total_rejected_calls", "Rejected", "count", -1, "missed", "Calls from clients that were turned down."),
    Measure("avg_duration_per_call", "Average call", "seconds", 0, "talk_time",
            "The time of connected calls divided by their number."),
    Measure("calls_per_hour", "Calls per hour", "per_hour", 1, "calls", "Calls divided by working hours."),
    Measure("talk_per_hour", "Talk per hour", "seconds", 1, "talk_time",
            "Talk time divided by working hours: how much of an hour is spent talking."),
    Measure("employees", "Employees", "count", 0, "clients",
            "Employees with at least one call that matches the filter."),
    Measure("calls_per_employee", "Calls per employee", "count", 1, "calls",
            "Calls divided by the employees who had any, rounded."),
    Measure("talk_per_employee", "Talk per employee", "seconds", 1, "talk_time",
            "Talk time divided by the employees who had any call."),
    Measure("called_back_in_time", "Called back in time", "count", 1, "connected",
            "Clients left waiting by an unanswered call whom anybody called back within the goal's time."),
    Measure("connected_share", "Connected share", "share", 1, "connected",
            "Connected calls as a share of all calls, missed and rejected ones included."),
)}

ACTIVE_DAY = "A day with at least one call that matches the filter."
DAILY_AVERAGE = "Divided by the active days, those with at least one call, and rounded."
PREVIOUS = ("The range of equal length that ends where this one starts; while the range still runs, up to the same"
            " time of day.")
EARLIER_DAY = ("The whole day that lies as many days before as the range has; from two weeks on in whole weeks, so"
               " that a Monday stands before a Monday.")
QUIET_DAYS = "Active days without any call in this slot."
CONCENTRATION = "Clients in order of their calls, and the share of all calls that the first of them hold together."
RETURNING = "A client of this range with whom there was a call in the previous range too."
CALL_BACK_DUE = ("Clients with a missed or rejected call whom nobody in the account has talked to since. A client whom"
                 " a colleague called back is not due any more.")
WAITING = ("From the first unanswered call on, within the working hours of working days: nights, weekends, holidays and"
           " excluded weekdays do not count.")
TIME_TO_CALL_BACK = "From a client's first unanswered call to the next connected call with anybody in the account."
GOAL = ("Wanted of each employee on each working day, weekends, holidays and days off left out; an employee's own goal"
        " goes before those of the tags, the highest of these before everybody's.")
OWNER = "Who talked to the client last, in all the calls that are kept."
INTERVAL = ("Chance moves a rate that rests on few calls: with 95% confidence the true one lies in the interval that"
            f" stands with it (Wilson). Below {SMALL_SAMPLE} tries there are not enough calls to go by.")
CONNECT_RATE_CELL = ("Connected outgoing calls as a share of all outgoing calls of that weekday and time. In brackets,"
                     f" without colour: fewer than {SMALL_SAMPLE} tries. {INTERVAL}")
TRY_NUMBER = ("Which try it is since anybody in the team last talked to the client. A try is an outgoing call, whoever"
              f" made it; those of up to 30 days before the range count. {INTERVAL}")
TRY_PAUSE = f"The time since the try before, whoever made it; first tries have none. {INTERVAL}"
BEST_TIME = ("The weekday and hour whose connect rate is highest even at the lower end of its interval, among those"
             f" with at least {SMALL_SAMPLE} tries within working hours. {INTERVAL}")
TRY_NEXT = ("The hour of the day whose connect rate is highest even at the lower end of its interval. It is the rate of"
            f" this client's own calls where there are {SMALL_SAMPLE} of them in that hour, otherwise that of clients"
            " like it: those at the same try since they were last talked to, in the range or in 30 days. Where other"
            " hours cannot be told from the best one, the one in which the client was tried least comes first.")
STANDING = ("Each measure as a multiple of the team's median: the middle one of all employees with calls in the range."
            " Grey dots are the others, the ring is the previous period. Of what is red, less is better. A rate over"
            f" fewer than {SMALL_SAMPLE} attempts is grey and not ranked.")
HONOURS: Mapping[str, tuple[str, str]] = {
    "top_dialer": ("Top dialer", "Most outgoing calls."),
    "top_answered": ("Top answered", "Most connected incoming calls."),
    "top_caller": ("Top caller", "Most calls of all types."),
    "highest_total_duration": ("Most talk time", "The longest incoming and outgoing calls together."),
    "longest_duration": ("Longest call", "The longest single call."),
}
"""Titles of `analysis` with what earns them. Ties go to the longer talk time."""
