"""The rules by which suspects are found, in words: rule → (zh, en)."""

RULES: dict[str, tuple[str, str]] = {
    "unfilled_total": ("合计未填或填为零", "a total left at 0"),
    "unfilled_row": ("整行合计未填或填为零", "the totals of a row left at 0"),
    "swapped_neighbours": ("相邻两格填反", "two neighbours swapped"),
    "shifted_row": ("整行错位一格", "the row shifted by a column"),
    "digit_dropped": ("漏写一位数字", "a digit dropped"),
    "digit_added": ("多写一位数字", "a digit added"),
    "digit_doubled": ("一位数字写了两次", "a digit doubled"),
    "digit_substituted": ("写错一位数字", "a digit substituted"),
    "digits_transposed": ("相邻数字颠倒", "two digits transposed"),
    "off_by_one": ("相差一", "off by one"),
    "sign": ("正负号错误", "a wrong sign"),
    "copied_neighbour": ("照抄了旁边的数字", "the figure beside it copied"),
    "smallest_change": ("改动最少", "the smallest change"),
}
