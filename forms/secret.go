package forms

// Veiled is what stands for confidential words.
const Veiled = "（保密）"

// MaySee tells whether somebody may read what is confidential in an entry that writer
// wrote: a supervisor may, and who wrote it (S0/1 2(3)). Nobody else sees more of it
// than number, time and state.
func MaySee(viewer, writer Person) bool {
	return viewer.Role.AtLeast(Supervisor) || viewer.ID != "" && viewer.ID == writer.ID
}
