"""The words of the made-up account: names, notes, statuses, phones.

Names come from many parts of India. Some people and clients have names that break careless software; an account has
those too.
"""

from __future__ import annotations

FIRST_NAMES = (
    "Aarav", "Aditi", "Ajay", "Amrita", "Anil", "Anjali", "Arjun", "Asha", "Bhavna", "Chandan", "Deepak", "Devika",
    "Farhan", "Fatima", "Ganesh", "Gayatri", "Gurpreet", "Harish", "Harpreet", "Imran", "Ishita", "Jaspreet", "Jayesh",
    "Joseph", "Kavita", "Kiran", "Lakshmi", "Lalit", "Manish", "Maria", "Meera", "Mohammed", "Mukesh", "Nandini",
    "Naveen", "Neha", "Nikhil", "Nilesh", "Parveen", "Pooja", "Prakash", "Priya", "Rahul", "Rajesh", "Rakesh",
    "Ramya", "Ravi", "Rekha", "Ritu", "Rohan", "Sachin", "Salman", "Sandeep", "Sangeeta", "Sanjay", "Shabnam", "Shreya",
    "Simran", "Sneha", "Sonal", "Sridhar", "Sunita", "Suresh", "Swati", "Tanvi", "Tenzin", "Thomas", "Uma", "Vandana",
    "Varun", "Venkatesh", "Vidya", "Vijay", "Vikram", "Yash", "Zainab", "Zoya",
)
LAST_NAMES = (
    "Agarwal", "Ahmed", "Ali", "Ansari", "Bajaj", "Banerjee", "Basu", "Bhat", "Bhatia", "Bhutia", "Bose", "Chakraborty",
    "Chauhan", "Chavan", "Chopra", "D'Souza", "Das", "Dasgupta", "Desai", "Deshmukh", "Dutta", "Fernandes", "Gandhi",
    "George", "Ghosh", "Gill", "Gowda", "Gupta", "Hegde", "Hussain", "Iyengar", "Iyer", "Jadhav", "Jain", "Joshi",
    "Kapoor", "Kaur", "Khan", "Khanna", "Kulkarni", "Kumar", "Lobo", "Malhotra", "Marak", "Mathew", "Mehta", "Menon",
    "Mishra", "Mistry", "Mukherjee", "Murthy", "Naidu", "Nair", "Narayan", "Pandey", "Parekh", "Patel", "Patil",
    "Pillai", "Pinto", "Prasad", "Qureshi", "Rajan", "Rao", "Rathore", "Reddy", "Roy", "Sangma", "Saxena", "Sen",
    "Sethi", "Shah", "Sharma", "Sheikh", "Shetty", "Singh", "Sinha", "Siddiqui", "Subramaniam", "Thakur", "Tiwari",
    "Trivedi", "Varghese", "Varma", "Verma", "Yadav", "Zachariah",
)
COMPANIES = (
    "Traders", "Enterprises", "Electricals", "Pharma", "Textiles", "Motors", "Logistics", "Interiors", "Foods",
    "Steels",
)
ODD_EMPLOYEES = {
    2: "Siobhán O'Brien-D'Souza",
    9: "Venkatanarasimharajuvaripeta Subrahmanya Lakshminarasimha Chandrashekhara Iyer",
    14: "अंजलि देशपांडे",
    21: "Anne-Marie Lobo",
    28: "M. S. Md. Irfan  Ul-Haq",
}
"""Names by the place in a team of forty."""

ODD_CLIENTS = (
    "=1+1", "<b>Raj</b>", "@SUM(A1:A9)", "Robert'); DROP TABLE clients;--", "Sharma Ji 🙏", '"Quotes" & Sons',
    "مریم خان", "-", "Padma % _Textiles_ *wholesale*", "Shri Shri Shri Thiruvananthapuram Padmanabhaswamy Wholesale "
    "Textiles, Readymade Garments and General Provision Merchants (Old Bus Stand Branch)",
)
"""Each is an often called client of somebody."""

NOTES = (
    "Asked for a quotation", "Quotation sent on WhatsApp", "Wants a demo next week", "Price too high, comparing",
    "Call after lunch", "Switched off", "Not reachable, try in the evening", "Will decide with partner",
    "Ordered 20 units", "Payment promised by Friday", "Renewal due this month", "Wrong person, take the office number",
    "Happy with the service", "Complaint about delivery, passed on", "Speaks Tamil only", "Busy, call tomorrow",
    "Needs GST invoice", "Asked for a 10% discount", "Old customer, be polite :-)", "Don't call before 11",
)
STATUSES = ("Interested", "Not Interested", "Call Back", "Follow Up", "Converted", "Wrong Number")
STATUS_SHARES = (0.26, 0.24, 0.2, 0.18, 0.08)
REMINDED = ("Call Back", "Follow Up")

PHONES = (
    ("Xiaomi Redmi Note 13", "sm6225", "14", 34), ("Samsung Galaxy M34", "s5e8825", "14", 34),
    ("Realme Narzo 60", "mt6833", "13", 33), ("Vivo Y28", "mt6835", "14", 34), ("Oppo A78", "mt6833", "13", 33),
    ("Motorola G54", "mt6855", "14", 34), ("Micromax In Note 2", "mt6785", "11", 30),
    ("Lava Blaze", "mt6765", "12", 31),
)
APP_VERSIONS = ("2.4.1", "2.4.1", "2.4.0", "2.3.7", "2.1.9")
CITIES = (
    ("Mumbai", "Maharashtra", "400001"), ("Pune", "Maharashtra", "411001"), ("Jaipur", "Rajasthan", "302001"),
    ("Kochi", "Kerala", "682001"), ("Indore", "Madhya Pradesh", "452001"), ("Surat", "Gujarat", "395003"),
    ("Shillong", "Meghalaya", "793001"), ("Ludhiana", "Punjab", "141001"), ("Kolkata", "West Bengal", "700001"),
    ("Coimbatore", "Tamil Nadu", "641001"),
)
LEAD_SOURCES = ("Website", "IndiaMART", "Trade fair", "Referral", "Justdial", "Walk-in")
LEAD_TAGS = ("hot", "wholesale", "retail", "festival offer", "old customer")
