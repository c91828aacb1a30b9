"""The goals a lead sets: kept in one file per account, which may be edited by hand as well."""
