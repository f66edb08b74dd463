package monkey

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui"
)

// home is a folder in which the program finds all that it looks for: a place for
// the office, and files that a person may have.
type home string

func (h home) office() store.Folder {
	return store.Folder(filepath.Join(string(h), "物业前台台账"))
}

// lay makes an empty home: the program starts for the first time. Files are what
// a person may choose in a dialog.
func (h home) lay(files []string) error {
	if err := os.RemoveAll(string(h)); err != nil {
		return err
	}
	for _, d := range []string{"桌面", "下载", "文档", ".cache", ".config"} {
		if err := os.MkdirAll(filepath.Join(string(h), d), 0o755); err != nil {
			return err
		}
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err == nil {
			err = os.WriteFile(filepath.Join(string(h), "桌面", filepath.Base(f)), b, 0o644)
		}
		if err != nil {
			return err
		}
	}
	for name, words := range map[string]string{"归档.zip": "PK\x05\x06" + string(make([]byte, 18)), "旧台账.db": "SQLite format 3\x00坏了", "空.csv": ""} {
		if err := os.WriteFile(filepath.Join(string(h), "桌面", name), []byte(words), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// furnish founds an office in it in which something has been written in every
// book. Everybody's PIN is the monkey's.
func (h home) furnish(seed uint64) error {
	with := ui.TrialOffice()
	with.Settings.Demo = false
	ctx := context.Background()
	st, _, err := store.Found(ctx, h.office(), with, store.Options{Books: books.All(), Clock: time.Now})
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 3))
	staff := st.Staff()
	for _, b := range books.All() {
		for i := range 6 {
			by := staff[0] // one person writes several lines of a page
			if i > 3 {
				by = staff[r.IntN(len(staff))]
			}
			c := forms.Context{Now: st.Now(), By: by, Office: st.Office(), Staff: staff, Sight: st.Sight(ctx, by)}
			deed := b.Deeds[forms.Open]()
			complete(r, deed, c)
			// What the rules do not let through is not written.
			_, _ = st.Append(ctx, store.Writing{Ref: forms.Ref{Book: b.Key}, Verb: forms.Open, Deed: deed, By: by})
		}
	}
	return st.Close()
}

// complete fills in what an opening asks for, whatever it is.
func complete(r *rand.Rand, deed forms.Deed, c forms.Context) {
	if x, ok := deed.(forms.Starter); ok {
		x.Start(nil, c)
	}
	for range 3 { // some blanks come up with what was filled in
		s := deed.Slip(nil, c)
		for _, b := range s.Blanks() {
			if b.ReadOnly || b.Get() != "" || !b.Required && r.IntN(2) == 0 {
				continue
			}
			for _, v := range values(r, b, c) {
				if b.Set(v) == nil {
					break
				}
			}
		}
	}
}

// values are what a blank may take.
func values(r *rand.Rand, b *paper.Blank, c forms.Context) []string {
	switch b.Kind {
	case paper.ChoiceKind:
		return []string{pick(r, b.Options)}
	case paper.TickKind:
		return []string{b.Word}
	case paper.TimeKind:
		return []string{c.Now.Format("2006-01-02 15:04")}
	case paper.NumberKind:
		return []string{"3"}
	case paper.RoomKind:
		return []string{"4-1-801"}
	case paper.PhoneKind:
		return []string{"13800138000"}
	case paper.PersonKind:
		return []string{"张伟"}
	}
	return []string{pick(r, chinese[:4]), "1"}
}
