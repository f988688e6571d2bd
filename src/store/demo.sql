-- name: look
-- The owner is no program, whose roles look into our schema by themselves.
select set_config('search_path', 'hora, public', false);

-- name: studios
-- The studios; those that are there already are passed over.
insert into studio (slug, name, about, zone, currency, language, calling_code, address, map_url, email,
                    phone, accent, cancel_until, open_limit)
values
	('ribeira', 'Clínica Ribeira',
	 'Fisioterapia e massagem junto ao rio, com tempo para cada pessoa. Começamos por ouvir, avaliamos com cuidado e tratamos a causa, não só a dor.',
	 'Europe/Lisbon', 'EUR', 'pt', '351', 'Rua da Reboleira 41, 4050-492 Porto',
	 'https://www.openstreetmap.org/?mlat=41.14055&mlon=-8.61430#map=18/41.14055/-8.61430',
	 'ola@clinica-ribeira.example', '+351220000041', '#1f6f5c', 1440, 6),
	('lumen', 'Lumen Studio 流明攝影',
	 '大稻埕老屋裡的小攝影棚。我們喜歡自然光，也喜歡慢慢來：先聊天，再拍照。清晨的光線最好，所以早上也是瑜伽時間。',
	 'Asia/Taipei', 'TWD', 'zh-TW', '886', '台北市大同區迪化街一段 210 號 2 樓',
	 'https://www.openstreetmap.org/?mlat=25.05880&mlon=121.50960#map=18/25.05880/121.50960',
	 'hello@lumen-studio.example', '+886225550210', '#8a3b5c', 2880, 0)
on conflict (slug) do nothing
returning id;

-- name: specialties
insert into specialty (studio_id, name, position)
select s.id, v.name, v.position
  from (values
	('ribeira', 'Avaliação', 1),
	('ribeira', 'Fisioterapia músculo-esquelética', 2),
	('ribeira', 'Massagem', 3),
	('ribeira', 'Massagem terapêutica', 4),
	('ribeira', 'Ondas de choque', 5),
	('lumen', '人像攝影', 1),
	('lumen', '家庭寫真', 2),
	('lumen', '瑜伽', 3)) v (slug, name, position)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[]);

-- name: room_kinds
insert into room_kind (studio_id, name)
select s.id, v.name
  from (values
	('ribeira', 'Gabinete'),
	('ribeira', 'Aparelho de ondas de choque'),
	('lumen', '攝影棚'),
	('lumen', '瑜伽教室')) v (slug, name)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[]);

-- name: staff
insert into resource (studio_id, kind, slug, name, title, about, zone, per_day, position)
select s.id, 'staff', v.resource, v.name, v.title, v.about, s.zone, v.per_day, v.position
  from (values
	('ribeira', 'ines-carvalho', 'Inês Carvalho', 'Fisioterapeuta, coordenação clínica',
	 'Mais de quinze anos com joelhos, ancas e ombros, antes e depois da cirurgia.', 9, 1),
	('ribeira', 'tiago-almeida', 'Tiago Almeida', 'Fisioterapeuta músculo-esquelético',
	 'Gosta de corrida e trata quem corre: tendões, pés e costas.', 10, 2),
	('ribeira', 'marta-nogueira', 'Marta Nogueira', 'Massoterapeuta',
	 'Massagem terapêutica e drenagem linfática, com calma e mãos quentes.', 8, 3),
	('lumen', 'chen-yi-chun', '陳怡君', '攝影師', '擅長自然光人像，讓不習慣鏡頭的人也能放鬆。', null, 1),
	('lumen', 'lin-chih-wei', '林志偉', '攝影師', '拍家庭、拍孩子，也拍毛小孩。', null, 2),
	('lumen', 'chang-ya-ting', '張雅婷', '瑜伽老師', '哈達與陰瑜伽，小班教學，初學者也跟得上。', null, 3))
	v (slug, resource, name, title, about, per_day, position)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[]);

-- name: rooms
insert into resource (studio_id, kind, room_kind_id, slug, name, zone, after_min, position)
select s.id, 'room', k.id, v.resource, v.name, s.zone, v.after_min, v.position
  from (values
	('ribeira', 'Gabinete', 'gabinete-1', 'Gabinete 1', 0, 11),
	('ribeira', 'Gabinete', 'gabinete-2', 'Gabinete 2', 0, 12),
	('ribeira', 'Gabinete', 'gabinete-3', 'Gabinete 3', 0, 13),
	('ribeira', 'Aparelho de ondas de choque', 'ondas-1', 'Ondas de choque', 5, 14),
	('lumen', '攝影棚', 'studio-a', 'A 棚', 15, 11),
	('lumen', '瑜伽教室', 'yoga-room', '二樓教室', 0, 12)) v (slug, kind, resource, name, after_min, position)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
  join room_kind k on k.studio_id = s.id and k.name = v.kind;

-- name: services
insert into service (studio_id, specialty_id, slug, name, about, duration_min, interval_min, after_min,
                     notice_min, horizon_days, price_minor, tax_permille, capacity, approval, timetabled, position)
select s.id, p.id, v.service, v.name, v.about, v.duration, v.step, v.after, v.notice, v.horizon, v.price,
       v.tax, v.capacity, v.approval, v.capacity > 1, v.position
  from (values
	('ribeira', 'Avaliação', 'avaliacao-inicial', 'Avaliação inicial',
	 'Conversa, exame e plano de tratamento. Traga os exames que já tiver e roupa confortável.',
	 45, 30, 15, 120, 60, 4500, 0, 1, false, 1),
	('ribeira', 'Avaliação', 'reavaliacao', 'Reavaliação',
	 'Ver o que mudou e acertar o plano. Para quem já é acompanhado aqui.',
	 30, 30, 0, 120, 60, 3000, 0, 1, false, 2),
	('ribeira', 'Fisioterapia músculo-esquelética', 'fisioterapia', 'Sessão de fisioterapia',
	 'Tratamento individual, do princípio ao fim com o mesmo terapeuta.',
	 50, 30, 10, 120, 90, 4200, 0, 1, false, 1),
	('ribeira', 'Fisioterapia músculo-esquelética', 'pos-operatorio', 'Reabilitação pós-operatória',
	 'Joelho, anca e ombro, em articulação com o seu médico.',
	 60, 30, 10, 1440, 90, 4800, 0, 1, false, 2),
	('ribeira', 'Massagem', 'massagem-relaxamento', 'Massagem de relaxamento',
	 'Uma hora de descanso, com óleos quentes e sem pressa.',
	 60, 30, 15, 120, 60, 5000, 230, 1, false, 1),
	('ribeira', 'Massagem', 'massagem-desportiva', 'Massagem desportiva',
	 'Antes da prova ou depois do treino.',
	 45, 30, 10, 120, 60, 4000, 230, 1, false, 2),
	('ribeira', 'Massagem terapêutica', 'massagem-terapeutica', 'Massagem terapêutica',
	 'Para a tensão no pescoço, nos ombros e nas costas.',
	 50, 30, 10, 120, 60, 4500, 0, 1, false, 1),
	('ribeira', 'Massagem terapêutica', 'drenagem-linfatica', 'Drenagem linfática',
	 'Movimentos leves que aliviam o inchaço, também depois de uma cirurgia.',
	 60, 30, 15, 120, 60, 5200, 0, 1, false, 2),
	('ribeira', 'Ondas de choque', 'ondas-de-choque', 'Ondas de choque',
	 'Tendinites, fascite plantar e calcificações. Inclui uma reavaliação curta.',
	 30, 30, 10, 120, 60, 5500, 0, 1, false, 1),
	('lumen', '人像攝影', 'profile-portrait', '個人形象照',
	 '履歷、名片、社群頭像都合適。含造型建議與三張精修。',
	 60, 30, 15, 720, 60, 2800, 50, 1, false, 1),
	('lumen', '人像攝影', 'id-photo', '韓式證件照',
	 '當天可取件，含電子檔。',
	 20, 20, 10, 120, 30, 800, 50, 1, false, 2),
	('lumen', '人像攝影', 'outdoor', '外景拍攝',
	 '大稻埕碼頭或迪化街，看天氣決定。送出後由攝影師與您確認時間。',
	 120, 60, 30, 4320, 90, 8800, 50, 1, true, 3),
	('lumen', '家庭寫真', 'family', '家庭寫真',
	 '四人以內，歡迎帶毛小孩。含十張精修與相本。',
	 90, 30, 30, 1440, 60, 5800, 50, 1, false, 1),
	('lumen', '瑜伽', 'morning-yoga', '晨間瑜伽',
	 '八人小班，適合所有程度。請提早十分鐘到，教室備有瑜伽墊。',
	 60, null, 0, 60, 30, 450, 50, 8, false, 1))
	v (slug, specialty, service, name, about, duration, step, after, notice, horizon, price, tax, capacity,
	   approval, position)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
  join specialty p on p.studio_id = s.id and p.name = v.specialty;

-- name: offers
insert into service_staff (studio_id, service_id, resource_id)
select s.id, e.id, r.id
  from (values
	('ribeira', 'ines-carvalho', array['avaliacao-inicial', 'reavaliacao', 'fisioterapia', 'pos-operatorio',
	                                   'ondas-de-choque']),
	('ribeira', 'tiago-almeida', array['avaliacao-inicial', 'reavaliacao', 'fisioterapia',
	                                   'massagem-desportiva', 'ondas-de-choque']),
	('ribeira', 'marta-nogueira', array['massagem-relaxamento', 'massagem-desportiva',
	                                    'massagem-terapeutica', 'drenagem-linfatica']),
	('lumen', 'chen-yi-chun', array['profile-portrait', 'id-photo', 'outdoor', 'family']),
	('lumen', 'lin-chih-wei', array['profile-portrait', 'id-photo', 'family']),
	('lumen', 'chang-ya-ting', array['morning-yoga'])) v (slug, staff, services)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
  join resource r on r.studio_id = s.id and r.slug = v.staff
  join service e on e.studio_id = s.id and e.slug = any(v.services);

-- name: needs
-- Everything at the clinic wants a treatment room, shock waves the machine too.
insert into service_room_kind (studio_id, service_id, room_kind_id)
select s.id, e.id, k.id
  from studio s
  join service e on e.studio_id = s.id
  join room_kind k on k.studio_id = s.id
 where s.id = any($1::bigint[])
   and (k.name = 'Gabinete'
        or k.name = 'Aparelho de ondas de choque' and e.slug = 'ondas-de-choque'
        or k.name = '攝影棚' and e.slug in ('profile-portrait', 'id-photo', 'family')
        or k.name = '瑜伽教室' and e.slug = 'morning-yoga');

-- name: hours
insert into hours (studio_id, resource_id, weekday, from_min, to_min)
select s.id, r.id, d.weekday, v.from_hour * 60, v.to_hour * 60
  from (values
	('ribeira', 'ines-carvalho', array[1, 2, 3, 4, 5], 9, 13),
	('ribeira', 'ines-carvalho', array[1, 2, 3, 4, 5], 14, 18),
	('ribeira', 'tiago-almeida', array[1, 3, 5], 12, 20),
	('ribeira', 'tiago-almeida', array[6], 9, 13),
	('ribeira', 'marta-nogueira', array[2, 4], 9, 13),
	('ribeira', 'marta-nogueira', array[2, 4], 14, 19),
	('ribeira', 'marta-nogueira', array[5], 9, 14),
	('ribeira', 'marta-nogueira', array[6], 9, 13),
	('lumen', 'chen-yi-chun', array[2, 3, 4, 5, 6], 11, 19),
	('lumen', 'lin-chih-wei', array[4, 5, 6, 7], 10, 18),
	('lumen', 'chang-ya-ting', array[1, 2, 3, 4, 5, 6], 6, 9),
	('lumen', 'chang-ya-ting', array[2, 4], 18, 21)) v (slug, staff, weekdays, from_hour, to_hour)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
  join resource r on r.studio_id = s.id and r.slug = v.staff
 cross join unnest(v.weekdays) d (weekday);

-- name: timetable
insert into timetable (studio_id, service_id, resource_id, weekday, start_min)
select s.id, e.id, r.id, v.weekday, v.start_min
  from (values (1, 420), (3, 420), (5, 420), (6, 450), (2, 1140), (4, 1140)) v (weekday, start_min)
  join studio s on s.slug = 'lumen' and s.id = any($1::bigint[])
  join service e on e.studio_id = s.id and e.slug = 'morning-yoga'
  join resource r on r.studio_id = s.id and r.slug = 'chang-ya-ting';

-- name: holidays
-- The fixed ones of this year and the next two.
insert into holiday (studio_id, day, name)
select s.id, make_date(extract(year from now())::integer + y, v.month, v.day), v.name
  from (values
	('ribeira', 1, 1, 'Ano Novo'),
	('ribeira', 4, 25, 'Dia da Liberdade'),
	('ribeira', 5, 1, 'Dia do Trabalhador'),
	('ribeira', 6, 10, 'Dia de Portugal'),
	('ribeira', 6, 24, 'São João'),
	('ribeira', 8, 15, 'Assunção de Nossa Senhora'),
	('ribeira', 10, 5, 'Implantação da República'),
	('ribeira', 11, 1, 'Dia de Todos os Santos'),
	('ribeira', 12, 1, 'Restauração da Independência'),
	('ribeira', 12, 8, 'Imaculada Conceição'),
	('ribeira', 12, 25, 'Natal'),
	('lumen', 1, 1, '開國紀念日'),
	('lumen', 2, 28, '和平紀念日'),
	('lumen', 4, 4, '兒童節'),
	('lumen', 10, 10, '國慶日')) v (slug, month, day, name)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
 cross join generate_series(0, 2) y;

-- name: questions
insert into question (studio_id, service_id, label, kind, choices, required, position)
select s.id, e.id, v.label, v.kind, v.choices, v.required, v.position
  from (values
	('ribeira', 'avaliacao-inicial', 'O que o traz cá? Onde dói e desde quando?', 'lines', '{}'::text[], true, 1),
	('ribeira', 'avaliacao-inicial', 'Tem exames recentes (raio-X, ecografia, ressonância)?', 'yes_no', '{}', true, 2),
	('ribeira', 'avaliacao-inicial', 'Como soube de nós?', 'choice', array['Amigos', 'Médico', 'Internet', 'Passei à porta'], false, 3),
	('ribeira', 'pos-operatorio', 'Que cirurgia fez, e quando?', 'text', '{}', true, 1),
	('ribeira', 'ondas-de-choque', 'Está grávida, usa pacemaker ou toma anticoagulantes?', 'yes_no', '{}', true, 1),
	('ribeira', 'massagem-terapeutica', 'Há zonas a evitar?', 'text', '{}', false, 1),
	('lumen', 'profile-portrait', '照片主要用在哪裡？', 'choice', array['履歷', '公司官網', '社群頭像', '其他'], true, 1),
	('lumen', 'family', '一共有幾位？有小朋友或毛小孩嗎？', 'text', '{}', true, 1),
	('lumen', 'outdoor', '想在哪裡拍？想要什麼感覺？', 'lines', '{}', true, 1),
	('lumen', 'morning-yoga', '有舊傷或身體不適嗎？', 'text', '{}', false, 1))
	v (slug, service, label, kind, choices, required, position)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[])
  join service e on e.studio_id = s.id and e.slug = v.service;

-- name: terms
insert into terms (studio_id, version, body)
select s.id, 1, v.body
  from (values
	('ribeira', 'Pode cancelar sem custos até 24 horas antes da hora marcada. Depois disso, ou se faltar, podemos cobrar metade do valor da sessão.

Chegue cinco minutos antes. Se chegar mais de quinze minutos atrasado, a sessão pode ter de ser mais curta.

Os dados de saúde que nos der servem apenas para o seu tratamento e são guardados como a lei exige.'),
	('lumen', '拍攝前 48 小時可免費取消；之後取消，訂金恕不退還。

遲到超過 20 分鐘，拍攝時間將相應縮短。

照片著作權歸本工作室所有，您可自由用於個人用途；未經您同意，我們不會公開展示。')) v (slug, body)
  join studio s on s.slug = v.slug and s.id = any($1::bigint[]);
