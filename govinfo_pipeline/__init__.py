"""From a folder of disclosure reports (政府信息公开工作年度报告) to a dataset people can trust."""

__version__ = "0.1.0"
