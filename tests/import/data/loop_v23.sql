-- No uuid yet; descriptions beside questions.
CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, color INTEGER,
  description TEXT, freq_den INTEGER, freq_num INTEGER, highlight INTEGER, name TEXT,
  position INTEGER, reminder_hour INTEGER, reminder_min INTEGER, reminder_days INTEGER,
  type INTEGER, target_type INTEGER, target_value REAL, unit TEXT, question TEXT);
CREATE TABLE Repetitions (id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER, timestamp INTEGER,
  value INTEGER);
INSERT INTO Habits VALUES (7, 0, 1, 'So that it rests.', 3, 1, 0, 'Water plants', 4, 18, 30, 127, 0,
  0, 0, '', 'Did you water the plants?');
INSERT INTO Repetitions (habit, timestamp, value) VALUES (7, 20089 * 86400000, 2);
PRAGMA user_version = 23;
