"""What people see. The only room that imports Streamlit."""
