/** The report's one style sheet; its policy allows exactly this text. */
export const reportStyle = `
:root{color-scheme:light;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;line-height:1.55;color:#1c2126;background:#fbfaf8}
body{max-width:880px;margin:0 auto;padding:32px 24px 64px;font-variant-numeric:tabular-nums}
h1{margin:0 0 4px;font-size:1.75rem;line-height:1.25}
h2{margin:0 0 4px;font-size:1.2rem;line-height:1.3}
h3{margin:16px 0 4px;font-size:.85rem}
p{margin:4px 0 8px}
section,footer{margin-top:24px;padding:24px;background:#fff;border:1px solid #e2ded7;border-radius:8px}
.question,.faint,.alternative{color:#4d555d;font-size:.85rem}
.note{margin:8px 0;padding-left:12px;border-left:3px solid #0b6378}
figure{margin:16px 0}
figcaption{font-weight:600;font-size:.9rem}
svg{display:block;max-width:100%;height:auto}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.82rem}
th{padding:6px 8px;text-align:left;color:#4d555d;font-weight:600;border-bottom:1px solid #c9c3b8;white-space:nowrap}
td{padding:5px 8px;border-top:1px solid #e2ded7;vertical-align:top;overflow-wrap:anywhere}
.num{text-align:right;white-space:nowrap}
.num+:not(.num){padding-left:16px}
td:first-child:not(.num):not(.mono){min-width:6em}
.held{color:#676e75}
.remarks{padding:0;list-style:none}
.remarks li{margin:6px 0;padding-left:10px;font-size:.88rem;border-left:3px solid #c9c3b8}
.remarks .finding{border-color:#0b6378}
.remarks .caution,.caution{border-left:3px solid #7d5700;padding-left:10px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0;font-size:.82rem}
dt{color:#676e75}
dd{margin:0;overflow-wrap:anywhere}
pre,.mono{font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre{padding:8px;background:#f3f1ed;border-radius:6px}
section ul:not(.remarks){margin:4px 0 8px;padding-left:20px;font-size:.85rem}
summary{margin-top:16px;font-size:.85rem;font-weight:600;cursor:pointer}
@media (max-width:600px){body{padding:16px 8px}section,footer{padding:16px}dl{grid-template-columns:1fr}}
@page{margin:14mm 12mm}
@media print{:root{background:#fff}body{max-width:none;padding:0}.scroll{overflow:visible}table{font-size:.62rem}th,td{padding:2px 3px}th.num+th:not(.num),td.num+td:not(.num){padding-left:8px}th,th.num{white-space:normal;overflow-wrap:anywhere}.mono{overflow-wrap:anywhere;font-size:.55rem}td:first-child:not(.num):not(.mono){min-width:5em}.held{overflow-wrap:normal}section,footer{padding:0;border:0;break-inside:auto}figure,tr{break-inside:avoid}thead{display:table-header-group}h1,h2,h3,figcaption,summary,.question{break-after:avoid}dt,dd,li{break-inside:avoid}p{orphans:3;widows:3}.queries{break-before:page}.queries pre{font-size:.55rem;line-height:1.35;padding:4px 6px}.wide{font-size:.5rem}.wide th,.wide th.num{writing-mode:vertical-rl;padding:1px 0;line-height:1.1;text-align:left;white-space:nowrap;overflow-wrap:normal}.wide td,.wide td.num{padding:1px}.wide td.num{letter-spacing:-.02em}details::details-content{content-visibility:visible;display:block}}
`;

/** SHA-256 of the text above, base64; a test compares. */
export const reportStyleHash = 'WxBHvSOgCGYG2u/04RSDItOOgDc0zhAumDc8lWONjko=';
