-- 20089 is 2025-01-01.
INSERT INTO Habits (id, archived, color, description, freq_den, freq_num, highlight, name, position,
  reminder_hour, reminder_min, reminder_days, type, target_type, target_value, unit, question, uuid)
VALUES
  (1, 0, 5, 'Because I like mornings.', 7, 3, 0, 'Run', 1, 6, 5, 124, 0, 0, 0, '',
   'Did you run, today?', '00112233445566778899aabbccddeeff'),
  (2, 0, 8, '', 1, 1, 0, 'Water', 0, NULL, NULL, 0, 1, 0, 2.5, 'litres', '',
   'ffeeddccbbaa99887766554433221100'),
  (3, 1, 8, '', 7, 1, 0, 'Coffee', 2, NULL, NULL, 0, 1, 1, 10, '', '',
   '0123456789abcdef0123456789abcdef'),
  (4, 0, 8, '', 30, 10, 0, 'Letters', 3, NULL, NULL, 0, 0, 0, 0, '', '',
   'abcdef0123456789abcdef0123456789');
INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES
  (1, 20089 * 86400000, 2, ''),
  (1, 20090 * 86400000, 0, 'rain, all day'),
  (1, 20091 * 86400000, 3, 'ill'),
  (1, 20092 * 86400000, -1, 'only a note'),
  (1, 20093 * 86400000, 1, ''),
  (1, 20094 * 86400000, 7, ''),
  (2, 20089 * 86400000, 2500, ''),
  (2, 20090 * 86400000, 500, ''),
  (2, 20091 * 86400000, 0, 'forgot the bottle'),
  (2, 20092 * 86400000, 3, ''),
  (2, 20093 * 86400000, -1, ''),
  (2, 20094 * 86400000, 1, ''),
  (2, 20095 * 86400000, -5000, ''),
  (2, 20096 * 86400000, 1000000000001, ''),
  (3, 20089 * 86400000, 3000, ''),
  (9, 20089 * 86400000, 2, 'nobody''s');
