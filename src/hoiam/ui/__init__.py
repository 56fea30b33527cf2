"""The look: frames, components, filters and forms that every page is made of. It knows no record."""
