package forms

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Shelve is the verb by which a period of a book is archived (归档): once by the
// clerk and once by the supervisor, both of the same manifest.
const Shelve Verb = "shelve"

// Shelving records that a period of a book was archived.
type Shelving struct {
	From    string `json:"from" sealed:"on"` // first day, 2026-11-01
	To      string `json:"to"`               // last day, inclusive
	Pages   int    `json:"pages"`
	Records int    `json:"records"`
	Sum     string `json:"sum"` // SHA-256 of the manifest, hexadecimal
}

// Slip draws nothing: what is archived is recorded, not filled in.
func (x *Shelving) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// signersAsked is how many people sign for an archive.
const signersAsked = 2

// MayShelve refuses an archive that one person signs alone.
func MayShelve(clerk, supervisor Person) error {
	if clerk.ID == supervisor.ID {
		return Refusal("值班员和主管要是两个人，请各自签名。")
	}
	return nil
}

// SignedFor counts who has signed for a manifest, among the acts by which a book
// was archived.
func SignedFor(shelved []Act, sum string) int {
	signers := map[string]bool{}
	for _, a := range shelved {
		if a.Deed.(*Shelving).Sum == sum {
			signers[a.By.ID] = true
		}
	}
	return len(signers)
}

// OnShelf tells whether a page of a day stands in an archive as it is now: one
// that everybody has signed for, after the page's last row.
func OnShelf(shelved []Act, day string, last int64) bool {
	for _, a := range shelved {
		if d := a.Deed.(*Shelving); d.From <= day && day <= d.To && a.Seq > last && SignedFor(shelved, d.Sum) >= signersAsked {
			return true
		}
	}
	return false
}

// ManifestName is the file of an archive that says what is in it.
const ManifestName = "归档清单.json"

// manifestKind tells a manifest from other files, and from those of other
// versions.
const manifestKind = "frontdesk-archive-1"

// Manifest says what an archive holds, and where in the ledger it was taken.
type Manifest struct {
	Kind       string         `json:"kind"`
	Office     string         `json:"office"`
	Book       string         `json:"book"`  // key in the ledger
	Title      string         `json:"title"` // of the form
	From       string         `json:"from"`
	To         string         `json:"to"`
	At         time.Time      `json:"at"`     // of making
	Before     string         `json:"before"` // check code of the ledger's last row before the period
	Head       string         `json:"head"`   // and of its last row when this was made
	Records    int            `json:"records"`
	First      string         `json:"first"` // number of the first entry, and of the last
	Last       string         `json:"last"`
	Pages      []ArchivedPage `json:"pages"`
	Files      []ArchivedFile `json:"files"`
	Clerk      string         `json:"clerk"` // who made it
	Supervisor string         `json:"supervisor"`
}

// ArchivedPage is a page of the register in an archive.
type ArchivedPage struct {
	Leaf   string `json:"leaf"` // 2026-003
	Day    string `json:"day"`
	Code   string `json:"code"` // check code, as it is printed at the foot
	Sheets int    `json:"sheets"`
}

// ArchivedFile is a file in an archive.
type ArchivedFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hexadecimal
	// Sheets are the sheets of paper in a workbook, in their order: by them it is
	// found out which of them was changed.
	Sheets []ArchivedSheet `json:"sheets,omitempty"`
}

// ArchivedSheet is a sheet of paper in a workbook.
type ArchivedSheet struct {
	Leaf  string `json:"leaf"`  // of the register: 2026-003
	Words string `json:"words"` // SHA-256 of what is written on it, hexadecimal
}

// changed says what of a file is not as it was, from the words of its sheets as
// they are now; nil where they cannot be read.
func (f *ArchivedFile) changed(now []string) string {
	if len(f.Sheets) == 0 || now == nil {
		return "，和清单不一样"
	}
	if len(now) != len(f.Sheets) {
		return fmt.Sprintf("：应有 %d 张纸，现在是 %d 张", len(f.Sheets), len(now))
	}
	var leaves []string
	for i, s := range f.Sheets {
		if now[i] != s.Words && !slices.Contains(leaves, s.Leaf) {
			leaves = append(leaves, s.Leaf)
		}
	}
	if len(leaves) == 0 {
		return "：文字没有变，可能是用表格程序打开以后存过"
	}
	return "：第 " + strings.Join(leaves, "、") + " 页的文字变了"
}

// Written is the manifest as it stands in the archive, and its SHA-256.
func (m *Manifest) Written() (text []byte, sum string, err error) {
	m.Kind = manifestKind
	text, err = json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, "", fmt.Errorf("write a manifest: %w", err)
	}
	hash := sha256.Sum256(text)
	return text, hex.EncodeToString(hash[:]), nil
}

// ReadManifest reads a manifest. It returns a Refusal for what is none.
func ReadManifest(text []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(text, m); err != nil || m.Kind != manifestKind {
		return nil, Refusal("这不是本程序的归档：清单看不懂。")
	}
	return m, nil
}

// Shelf is what an archive is held against: its own files, and the ledger.
type Shelf struct {
	Sum   string               // SHA-256 of the manifest as it was found
	Files map[string]string    // SHA-256 of each file that was found
	Words map[string][]string  // of the workbooks among them, that of each sheet of paper
	Known func(sum string) int // how many have signed for a manifest in the ledger
	// Code gives the check code of a row of the ledger; empty where there is no
	// such row.
	Code func(seq int64) string
}

// Faults are what does not agree between an archive and the ledger, each in a
// sentence, which names the page where it is one. None is sound.
func (m *Manifest) Faults(s Shelf) []string {
	var out []string
	say := func(words string, args ...any) { out = append(out, fmt.Sprintf(words, args...)) }
	switch n := s.Known(s.Sum); {
	case n == 0:
		say("台账里没有这份清单的签名：清单被改过，或者不是这本台账的归档。")
	case n < signersAsked:
		say("这份清单在台账里只有一个人的签名。")
	}
	listed := map[string]bool{}
	for _, f := range m.Files {
		listed[f.Name] = true
		switch got, ok := s.Files[f.Name]; {
		case !ok:
			say("归档里少了文件“%s”。", f.Name)
		case got != f.SHA256:
			say("文件“%s”被改过%s。", f.Name, f.changed(s.Words[f.Name]))
		}
	}
	for name := range s.Files {
		if !listed[name] {
			say("归档里多了文件“%s”，清单上没有。", name)
		}
	}
	for _, x := range []struct{ name, code string }{{"归档以前", m.Before}, {"归档时", m.Head}} {
		if words := CodeFault(x.code, s.Code); x.code != "" && words != "" {
			say("台账和归档对不上（%s）：%s", x.name, words)
		}
	}
	for _, p := range m.Pages {
		if words := CodeFault(p.Code, s.Code); words != "" {
			say("第 %s 页和台账对不上：%s", p.Leaf, words)
		}
	}
	return out
}

// ParseCode reads a check code such as 1207-3FA90C7712BE, as it may be typed
// from paper. It returns a Refusal for what is none.
func ParseCode(typed string) (seq int64, hash string, err error) {
	s := strings.ToUpper(strings.Join(strings.Fields(paper.Narrow(typed)), ""))
	s = strings.TrimPrefix(s, "校验码:")
	var rest string
	if n, _ := fmt.Sscanf(s, "%d-%s", &seq, &rest); n != 2 || seq <= 0 || len(rest) != 12 {
		return 0, "", Refusal("校验码没有看懂：请照纸上左下角写，例如 1207-3FA90C7712BE，横线后面 12 位。")
	}
	for _, r := range rest {
		if !strings.ContainsRune("0123456789ABCDEF", r) {
			return 0, "", Refusal(fmt.Sprintf("校验码里没有“%c”：只有数字 0 到 9 和字母 A 到 F。", r))
		}
	}
	return seq, rest, nil
}

// CodeFault says why a check code does not agree with the ledger; empty where it
// does.
func CodeFault(typed string, code func(seq int64) string) string {
	seq, hash, err := ParseCode(typed)
	if err != nil {
		return err.Error()
	}
	_, want, _ := strings.Cut(code(seq), "-")
	want = strings.ToUpper(want)
	if want == "" {
		return fmt.Sprintf("台账没有第 %d 行。", seq)
	}
	var differ []string
	for i := range want {
		if want[i] != hash[i] {
			differ = append(differ, fmt.Sprint(i+1))
		}
	}
	switch {
	case len(differ) == 0:
		return ""
	case len(differ) <= 2:
		return fmt.Sprintf("第 %d 行的校验码只差第 %s 位，多半是写错了，请再对一遍纸面。", seq, strings.Join(differ, "、"))
	}
	return fmt.Sprintf("台账第 %d 行是别的内容。", seq)
}
