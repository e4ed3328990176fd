-- No values: every row is a yes. The description is the question. Repeated days and orphans.
CREATE TABLE Habits (Id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, color INTEGER,
  description TEXT, freq_den INTEGER, freq_num INTEGER, highlight INTEGER, name TEXT,
  position INTEGER, reminder_hour INTEGER, reminder_min INTEGER, reminder_days INTEGER);
CREATE TABLE Repetitions (Id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER, timestamp INTEGER);
INSERT INTO Habits VALUES (3, 0, -1, 'Did you meditate?', 1, 1, 0, 'Meditate', 0, NULL, NULL, NULL);
INSERT INTO Repetitions (habit, timestamp) VALUES
  (3, 17000 * 86400000), (3, 17001 * 86400000), (3, 17000 * 86400000),
  (3, 17002 * 86400000 + 3600000), (3, -5 * 86400000), (NULL, 17000 * 86400000), (4, 0);
PRAGMA user_version = 15;
