"""The review console as a browser meets it, and the parts that it is made of."""
