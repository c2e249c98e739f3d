"""The look of a bundle's index: it has to open for years from a folder, without this program and without a network."""

_RULES = """
body{font:16px/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif;color:#1b1f2a;background:#f6f5f1;margin:0}
header{background:#1f2f63;color:#fff;padding:1rem}header p{color:#d6dcf0;margin:.25rem 0 0}
main,header>div{max-width:1100px;margin:0 auto}main{padding:1rem}h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem}
section{background:#fff;border:1px solid #d9dde6;border-radius:6px;padding:1rem;margin:0 0 1rem;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem}
tr+tr td,tbody tr:first-child td{border-top:1px solid #d9dde6}th{color:#5b6475;font-weight:600}a{color:#2d4396}
code{font-size:.75rem;overflow-wrap:anywhere;color:#5b6475}.told{border-left:5px solid #7a4b00}dl{margin:0}
dt{color:#5b6475;font-size:.9rem}dd{margin:0 0 .5rem}td.n{white-space:nowrap}
@media(max-width:45rem){table,tbody,tr,td{display:block}thead{display:none}tr{padding:.4rem 0}
tr{border-top:1px solid #d9dde6}tr td,tbody tr:first-child td,tr+tr td{border:0;padding:.1rem 0}h1{font-size:1.25rem}}
@media print{header{background:none;color:#000}section{border:0;padding:0}body{background:#fff}}
"""
STYLE = f"<style>{_RULES}</style>"
