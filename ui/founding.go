package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// ask lets Enter go from blank to blank, and at the end begin; under each row of
// the form there is room for what is wrong with it.
func (s *FirstStart) ask(items []*widget.FormItem) {
	rows := [][]*lineEntry{{s.name}, {s.shifts}, {s.folder}}
	for _, p := range s.people {
		rows = append(rows, []*lineEntry{p.name, p.pin, p.again})
	}
	s.near = map[*lineEntry]*widget.Label{}
	for i, row := range rows {
		note := firstLabel("")
		note.Importance = widget.DangerImportance
		note.Hide()
		items[i].Widget = container.NewVBox(items[i].Widget, note)
		for _, e := range row {
			s.near[e] = note
		}
	}
	all := slices.Concat(rows...)
	for i, e := range all {
		e.OnSubmitted = func(string) { s.begin() }
		if i+1 < len(all) {
			e.OnSubmitted = func(string) { s.d.win.Canvas().Focus(all[i+1]) }
		}
	}
}

// showProblem says what is wrong: at its blank, with the caret in it, where it is about one.
func (s *FirstStart) showProblem(at *lineEntry, err error) {
	for _, note := range s.near {
		note.Hide()
	}
	s.wrong.SetText("")
	switch {
	case err == nil:
	case s.near[at] == nil:
		s.wrong.SetText(sentence(err))
	default:
		s.near[at].SetText(sentence(err))
		s.near[at].Show()
		s.d.win.Canvas().Focus(at)
	}
}

// dir is the folder that is written in its blank. A path that does not begin at the
// root would name another folder at the next start.
func (s *FirstStart) dir() (store.Folder, error) {
	typed := strings.TrimSpace(s.folder.Text)
	switch {
	case typed == "":
		return "", forms.Refusal(lang.L("Please name a folder for the book."))
	case !filepath.IsAbs(typed):
		home, _ := os.UserHomeDir() // only an example
		return "", forms.Refusal(lang.L("Please write the whole path of the folder, such as {{.Example}}, or choose it by the button beside it.", map[string]any{"Example": filepath.Join(home, "物业前台台账")}))
	}
	return store.Folder(filepath.Clean(typed)), nil
}

// named is the folder, or says at its blank what is wrong with it.
func (s *FirstStart) named() (store.Folder, bool) {
	dir, err := s.dir()
	if err != nil {
		s.showProblem(s.folder, err)
	}
	return dir, err == nil
}

// begin founds the office's book.
func (s *FirstStart) begin() {
	if s.found.Disabled() || s.d.busy.Load() > 0 { // something is being done already
		return
	}
	with, at, err := s.founding()
	if err != nil {
		s.showProblem(at, err)
		return
	}
	s.lay(with)
}

// founding reads the questions; the blank is the one that the error is about.
func (s *FirstStart) founding() (store.Founding, *lineEntry, error) {
	f := store.Founding{Settings: forms.Settings{Office: forms.Office{Name: strings.TrimSpace(s.name.Text), Rules: books.Rules()}}}
	if f.Settings.Name == "" {
		return f, s.name, forms.Refusal("请填写管理处名称。")
	}
	var err error
	if f.Settings.Shifts, err = forms.ParseShifts(s.shifts.Text); err != nil {
		return f, s.shifts, err
	}
	if wrong := f.Settings.Check(nil, forms.Context{}); len(wrong) > 0 {
		at := s.shifts
		if wrong[0].Field == &f.Settings.Name {
			at = s.name
		}
		return f, at, forms.Refusal(wrong[0].Words)
	}
	if _, err := s.dir(); err != nil {
		return f, s.folder, err
	}
	for _, p := range s.people {
		name := strings.TrimSpace(p.name.Text)
		known := slices.ContainsFunc(f.People, func(n store.Newcomer) bool { return n.Name == name })
		switch err := newPIN(p.pin, p.again); {
		case name == "":
			return f, p.name, forms.Refusal("请填写" + string(p.role) + "的姓名。")
		case known:
			return f, p.name, forms.Refusal("“" + name + "”写了两次，请在姓名后加上区别。")
		case err == errTwice:
			return f, p.again, err
		case err != nil:
			return f, p.pin, err
		}
		f.People = append(f.People, store.Newcomer{Name: name, Role: p.role, PIN: p.pin.Text})
	}
	return f, nil, nil
}

// lay founds the office but for its envelope. What was typed stays, whatever comes.
func (s *FirstStart) lay(with store.Founding) {
	before := s.half
	dir, ok := s.named()
	if !ok {
		return
	}
	s.showProblem(nil, nil)
	s.found.Disable()
	var half *store.Begun
	var err error
	s.d.async(func() {
		if before != nil { // whoever begins anew leaves what was broken off
			_ = before.Store.Close()
		}
		half, err = store.Begin(context.Background(), dir, with, s.opts)
	}, func() {
		s.found.Enable()
		s.half = half
		if err != nil {
			s.showProblem(s.folder, err)
			return
		}
		KeepFolder(s.d.app, dir)
		s.seal(dir)
	})
}

// goOn goes on with a set-up that was broken off before its code was sealed, where
// there is one in the folder: what was typed is there again but for the PINs, of
// which the manager's is asked for. Who cancels begins anew.
func (s *FirstStart) goOn() {
	dir, ok := s.named()
	switch {
	case !ok:
		return
	case s.half != nil && s.half.Folder() == dir:
		s.resume(dir)
		return
	case !dir.Begun():
		return
	}
	before := s.half
	s.half = nil
	var half *store.Begun
	var err error
	s.d.async(func() {
		if before != nil { // it was broken off in another folder, and stays there
			_ = before.Store.Close()
		}
		half, err = store.GoOn(dir, s.opts)
	}, func() {
		if err != nil {
			s.showProblem(nil, err)
			return
		}
		if half == nil {
			return
		}
		s.half, s.d.store = half, half.Store
		s.fill()
		s.resume(dir)
	})
}

// resume lets a manager sign for a fresh code.
func (s *FirstStart) resume(dir store.Folder) {
	half := s.half
	s.d.sign(lang.L("The set-up was broken off before the recovery code was sealed. Everything else is done; what was typed is kept. A manager signs here and gets a fresh code; to begin anew, cancel."), forms.Manager, "", func(by forms.Person) {
		var err error
		s.d.async(func() { err = half.Renew(context.Background(), by) }, func() {
			if err != nil {
				s.showProblem(nil, err)
				return
			}
			s.seal(dir)
		})
	})
}

// fill shows what was typed before the set-up was broken off.
func (s *FirstStart) fill() {
	o := s.half.Store.Office()
	s.name.SetText(o.Name)
	s.shifts.SetText(forms.ShiftsText(o.Shifts))
	for _, m := range s.half.Store.People() {
		for _, p := range s.people {
			if p.role == m.Role {
				p.name.SetText(m.Name)
			}
		}
	}
}

// seal shows the code; once it is confirmed the ledger gets its own name.
func (s *FirstStart) seal(dir store.Folder) {
	half := s.half
	s.d.store = half.Store
	showCode(s.d, half.Code, func() {
		var st *store.Store
		var err error
		s.d.async(func() { st, err = half.Finish() }, func() {
			if err != nil {
				s.d.notice(lang.L("Not done"), sentence(err), func() { s.seal(dir) }) // the code that was sealed still is the one
				return
			}
			s.half = nil
			s.done(st, dir, nil)
		})
	}, nil)
}

// leave closes what is left half done with the window; the next start goes on.
func (s *FirstStart) leave() {
	if s.half != nil {
		_ = s.half.Store.Close() // nothing is lost where it is not closed
	}
}
