"""What the desk asks of itself beyond the law and the template: more evidence, faster answers."""
