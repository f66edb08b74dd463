package forms

// Mood answers a question of the call-back.
type Mood string

// Answers to the four questions of the call-back (S0/3 4.5.1).
const (
	Good       Mood = "好"
	Fair       Mood = "一般"
	Bad        Mood = "差"
	Yes        Mood = "有"
	None       Mood = "无"
	Pleased    Mood = "满意"
	Content    Mood = "基本满意" // between the two, on the form of a visit
	Displeased Mood = "不满意"
	Reached    Mood = "已接通"
	NotReached Mood = "未接通"
)
