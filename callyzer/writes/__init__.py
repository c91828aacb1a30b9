"""Every change of the account: who made it, and what came of it. Told before it is sent, and again after."""
