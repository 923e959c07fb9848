"""What is published: workbooks, the summary form, the data package, the annual page."""
