"""What a run came to: as text for people, JSON for programs, SVG for a page."""
import json
from html import escape

# What others need, measured on such a machine when Hora was designed: to be
# held against the figures, not measured by this run.
PEERS = [
    ("the best open peers, one day's starts", "3.4 to 17 ms CPU at 1,000 claims, 10 to 74 ms at 1,000,000"),
    ("the same, any provider", "41 ms at 1,000 claims, 3.4 s at 1,000,000"),
    ("the same, one booking", "1.3 to 15 ms at 1,000 claims, 6 to 500 ms at 1,000,000"),
    ("the same, 200 clients racing for one start", "2 to 200 of them win"),
]
LINE, LEFT, WIDE, HIGHEST = 26, 470, 330, 4


def number(value):
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"


def verdict(figure):
    return {True: "reached", False: "MISSED", None: ""}[figure.reached]


def goal(figure):
    return "" if figure.sense is None else f"{'≥' if figure.sense == '>=' else '≤'} {number(figure.goal)}"


def text(machine, figures, failures):
    rows = [(f.what, number(f.value), goal(f), f.unit, verdict(f)) for f in figures]
    wide = max((len(r[0]) for r in rows), default=0)
    out = [f"{k + ':':<10}{v}" for k, v in machine.items()]
    out += ["", f"{'':<{wide}}  {'measured':>9}  {'asked':>9}"]
    out += [f"{what:<{wide}}  {value:>9}  {asked:>9}  {word:<8} {unit}".rstrip() for what, value, asked, unit, word in rows]
    out += [f"{name}: could not be measured: {why}" for name, why in failures.items()]
    out += ["", "Held against (measured once, on such a machine):"]
    out += [f"  {what}: {value}" for what, value in PEERS]
    return "\n".join(out) + "\n"


def as_json(machine, figures, failures):
    rows = [{"what": f.what, "value": f.value, "unit": f.unit, "sense": f.sense, "goal": f.goal,
             "reached": f.reached, "detail": f.detail} for f in figures]
    peers = [{"what": what, "value": value} for what, value in PEERS]
    return json.dumps({"machine": machine, "figures": rows, "failures": failures, "peers": peers}, indent="\t",
                      ensure_ascii=False) + "\n"


def svg(machine, figures):
    """A bar each: how many times better than asked for, cut off where it no longer matters."""
    shown = [f for f in figures if f.sense is not None]
    height = LINE * (len(shown) + 3)

    def x(margin):
        return LEFT + WIDE * min(margin, HIGHEST) / HIGHEST

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDE + 130}" height="{height}" '
           f'font-family="sans-serif" font-size="13" role="img">',
           f"<title>{escape(machine['machine'])}, {escape(machine['when'])}</title>",
           '<rect width="100%" height="100%" fill="#fff"/>']
    for tick in (1, 2, 3, 4):
        out.append(f'<line x1="{x(tick):.0f}" x2="{x(tick):.0f}" y1="{LINE}" y2="{height - LINE}" '
                   f'stroke="{"#333" if tick == 1 else "#ddd"}"/>'
                   f'<text x="{x(tick):.0f}" y="{LINE - 8}" text-anchor="middle">{tick} ×</text>')
    for i, f in enumerate(shown):
        y = LINE * (i + 1)
        colour = "#1f6f5c" if f.reached else "#b3261e"
        out.append(f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{escape(f.what)}</text>'
                   f'<rect x="{LEFT}" y="{y + 4}" width="{x(f.margin) - LEFT:.1f}" height="{LINE - 8}" fill="{colour}"/>'
                   f'<text x="{x(f.margin) + 6:.0f}" y="{y + 17}">{number(f.value)} ({goal(f)})</text>')
    out.append(f'<text x="{LEFT}" y="{height - 8}">How many times better than asked for; '
               f"beyond {HIGHEST} cut off.</text></svg>")
    return "\n".join(out) + "\n"
