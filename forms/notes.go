package forms

import (
	"fmt"
	"strings"
	"time"
)

// Note is one thing said about an entry, in the column 处理情况.
type Note struct {
	Seq  int64
	At   time.Time
	By   string
	Text string
	Was  []Mark // earlier wordings
	Sole bool   // it stands nowhere else on the form
}

// Notes are what was said about an entry, oldest first.
type Notes []Note

// Add notes what an act says; nothing where it says nothing.
func (n *Notes) Add(a Act, text string) {
	if text = strings.TrimSpace(text); text != "" {
		*n = append(*n, Note{Seq: a.Seq, At: a.At, By: a.By.Name, Text: text})
	}
}

// Remark notes what an act says and the form has no box for, such as why it was
// corrected.
func (n *Notes) Remark(a Act, text string) {
	before := len(*n)
	if n.Add(a, text); len(*n) > before {
		(*n)[before].Sole = true
	}
}

// Remarks are the notes that stand nowhere else on the form.
func (n Notes) Remarks() Notes {
	var out Notes
	for _, x := range n {
		if x.Sole {
			out = append(out, x)
		}
	}
	return out
}

// Texts are the notes' words alone.
func (n Notes) Texts() []string {
	var out []string
	for _, x := range n {
		out = append(out, x.Text)
	}
	return out
}

// Lines are the notes with time and writer.
func (n Notes) Lines() []string {
	out := make([]string, len(n))
	for i, x := range n {
		out[i] = x.At.In(Beijing).Format("01-02 15:04") + "　" + x.By + "　" + x.Text
	}
	return out
}

// Hay is everything ever said, old wordings included.
func (n Notes) Hay() []string {
	var out []string
	for _, x := range n {
		out = append(out, x.Text)
		for _, w := range x.Was {
			out = append(out, w.Old)
		}
	}
	return out
}

// Mark is a corrected field: the old words stay readable.
type Mark struct {
	Field string // path of the field among the opening words, such as Room or Items.2.Name
	Old   string
	At    time.Time
	By    string
}

// Stamp says who corrected, and when.
func (m Mark) Stamp() string {
	return fmt.Sprintf("（%s %s 更正）", m.By, m.At.In(Beijing).Format("01-02 15:04"))
}
