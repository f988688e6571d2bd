// About five hundred strings that people type, and that others send: to be kept
// and shown byte for byte, or refused. Texts, or bytes where they are no text.

const codes = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const around = (point) => `a${String.fromCodePoint(point)}b`;

const controls = [...codes(0x01, 0x1f), 0x7f, ...codes(0x80, 0x9f)].map(around);

const malformed = [
	'80', 'bf', 'c0', 'c0af', 'c1bf', 'c2', 'e0', 'e080af', 'e09fbf', 'e282', 'ed', 'eda080', 'edafbf', 'edb080', 'edbfbf', 'eda0bdedb880',
	'f0', 'f08080af', 'f08fbfbf', 'f09f98', 'f4908080', 'f5808080', 'f888808080', 'fc8080808080', 'fe', 'ff', 'c328', 'e228a1', 'f0288cbc', '61ff62', 'fffe41',
	'e9', '92', 'a4a4', 'b1', 'c3c3', 'e4bd', 'f0a0',
].map((hex) => Buffer.from(hex, 'hex'));

// Directions, joiners, spaces and marks that cannot be seen.
const unseen = [
	0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180b, 0x180e, ...codes(0x2000, 0x200f), ...codes(0x2028, 0x202f), 0x205f, ...codes(0x2060, 0x206f),
	0x3000, 0x3164, 0xa0, 0x2800, ...codes(0xfe00, 0xfe0f), 0xfeff, 0xffa0, ...codes(0xfff9, 0xfffd), 0xfffe, 0xffff, 0xfdd0, 0xe000, 0xf8ff, 0x1fffe, 0xe0001, 0xe0041, 0xe0100,
	0xf0000, 0x10fffd, 0x10ffff,
].map(around);

const scripts = [
	'João Ção', 'Zoë Müller', 'Œuvre', 'Ærøskøbing', 'Straße STRASSE ẞ', 'İstanbul ıi', 'Ὀδυσσεύς', 'Алёна Ёлкина', 'עִבְרִית', 'שלום עולם', 'العربية', 'مرحبا بالعالم', 'فارسی ۱۲۳', 'اُردُو', 'हिन्दी', 'தமிழ்',
	'తెలుగు', 'বাংলা', 'ไทยภาษา', 'ພາສາລາວ', 'မြန်မာ', 'ភាសាខ្មែរ', 'བོད་སྐད', 'ᠮᠣᠩᠭᠣᠯ', 'አማርኛ', 'ქართული', 'Հայերեն', '王小明', '陳怡君', '山田 太郎', 'ヤマダ', 'ﾔﾏﾀﾞ', '김철수', '각', '𠮷野家', '𪚥', '㐀', '龍𠀀',
	'Ṩ', 'Ṩ', 'Ṩ', 'é', 'é', 'Å', 'Å', 'Å', 'ñ', 'ñ', '가', '가', 'ﬁ', 'fi', 'Ａ', '①', '²', '½', '№', 'ǅ', 'ﷺ', 'Zalgo z̷̡̛̤͇͐̈́a̸͎̅l̵̰̈́g̴̣̈́o̵̜̐', 'ｅｖｉｌ', '𝓗𝓸𝓻𝓪', '𝟙𝟚𝟛', '١٢٣', '１２３',
	'😀', '👩‍👩‍👧‍👦', '👨🏽‍⚕️', '🏳️‍🌈', '🇵🇹🇹🇼', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '☺︎', '👍🏿', '🫠', 'e😀e', '😀😀😀😀😀😀😀😀', '⚠️', '™', '©', '☃', '𓀀', '𝄞',
];

const combining = ['a' + '\u0301'.repeat(200), '\u0301', '\u20dd', 'e' + '\u0301'.repeat(5000), 'ก' + '\u0e49'.repeat(300)];

const spaces = [' a', 'a ', '  a  b  ', '\ta', 'a\t', '\u00a0a\u00a0', '\u3000王\u3000', ' ', '\u3000', '\n', 'a\nb', 'a\r\nb', '\r\na\r\n', 'a\rb', 'a\n\n\nb', 'a\tb', '\u2003a', 'a\u2003b', 'a  b', '\u200ba', 'a\u200b'];

const lengths = ['x', '界', '😀', 'e\u0301'].flatMap((one) => [1, 2, 64, 79, 80, 81, 199, 200, 201, 254, 255, 499, 500, 501, 999, 1000, 1001, 4096, 15000].map((n) => one.repeat(n)));

const payloads = [
	// SQL
	"'", "''", '"', "';--", "' or '1'='1", "'; drop table booking;--", "1; select pg_sleep(9)", "' union select null,null--", "\\'; select 1;--", "$$; select 1; $$", "') or true--", "%27", "admin'--", "\\", "\\\\", "\\'", "x' || pg_sleep(5) || '", '"; select 1;--', '$1', '{1,2}', '(1,2)', "E'\\x41'", 'NULL', 'null', 'default', "O'Brien", "D’Angelo", '`id`', '/* */', '--',
	// HTML, scripts
	'<script>alert(1)</script>', '<b>', '&lt;b&gt;', '&amp;', '&', '&#39;', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "'-alert(1)-'", '</textarea><script>', '</title>', '<!--', '-->', '<![CDATA[', ']]>', '<?php', '<%= 1 %>', 'javascript:alert(1)', 'data:text/html,x', '<a href=//evil.example>', '<iframe>', '<base href=//x>', '<meta http-equiv=refresh>', '<style>*{}</style>', 'on\u0065rror=', '<\u0000b>'.replace('\u0000', ''), '＜script＞', '<scr<script>ipt>', '\u2028alert(1)', '<svg/onload=1>', '<math>', '{{7*7}}', '{{{name}}}', '{{#name}}{{/name}}', '{{> layout}}', '{{=<% %>=}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '{%raw%}', '[[1]]', '{{name', '}}',
	// formats, shells, paths, logs
	'%s%s%s%n', '%d', '%x%x', '%p', '%.9999d', '%%', '%n', '{0}', '$(id)', '`id`', '; ls', '| cat /etc/passwd', '&& reboot', '$HOME', '~', '../../etc/passwd', '..\\..\\x', '/etc/passwd', 'C:\\x', 'file:///etc/passwd', 'con', 'a/b', 'a%2fb', '%2e%2e%2f', '%00', '%0d%0a', 'level=error event=x', 'a="b" c=d', '\\n', '\\r\\nSet-Cookie: a=b',
	// spreadsheets, headers, calendars, mail
	'=1+1', '+1+1', '-1+1', '@SUM(1)', '=cmd|x', '=HYPERLINK("x")', ';', ',', '","', 'BEGIN:VCALENDAR', 'END:VEVENT', 'a;b,c\\n', 'Bcc: a@b.example', 'a\r\nBcc: b@c.example', 'Subject: x', '=?utf-8?q?x?=', 'a@b', 'a@b.example', 'maria@exаmple.com', '"a b"@c.example', 'a@[127.0.0.1]', 'a@b@c.example', 'a..b@c.example', '.a@c.example', 'ä@ö.example', 'a@c.example\u202e', 'A@C.EXAMPLE', `${'a'.repeat(64)}@c.example`, `${'a'.repeat(65)}@c.example`, `a@${'b'.repeat(64)}.example`,
	// numbers, words, JSON
	'0', '-0', '1', '-1', '1.5', '1e3', '0x10', '1,000', '9223372036854775808', 'NaN', 'Infinity', 'true', 'false', 'undefined', 'None', 'nil', '[]', '{}', '{"a":1}', '[object Object]', '"', '\\u0041', '\\ud83d', '\\x41', 'None\\0', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
	// phones
	'+351912345678', '912 345 678', '00351912345678', '+351 (912) 345-678', '+0', '+', '+1', '++351912345678', '٣٥١٩١٢٣٤٥٦٧٨', '+３５１９１２３４５６７８', '+351912345678x9', '123', `+${'1'.repeat(16)}`, '+999999999999999', '0'.repeat(30),
];

export const texts = [...new Set([...controls, ...unseen, ...scripts, ...combining, ...spaces, ...lengths, ...payloads])];
export const bytes = malformed;

// In JSON only: what no text can be.
export const escapes = ['\\u0000', 'a\\u0000b', '\\ud800', '\\udfff', '\\udc00\\ud800', '\\ud83d', '\\ud83dx', 'x\\ude00'];
