"""A page, before it is drawn: frozen tiles, figures and rows made from a source's answers. Pure, and no Streamlit."""
