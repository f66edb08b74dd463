package sheet

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"unicode/utf8"

	"frontdesk/assets"
	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// FuzzTyping presses any keys into a form. Whatever comes, the blanks and the
// record say the same, or the blank says why it did not take its words; and
// nothing but a key changes what is written.
func FuzzTyping(f *testing.F) {
	for _, s := range []string{"32\x02张伟\x0213800000000\x022", "\x01\x01\x0114:30\x03", "一二三\x06\x06\x05四\x07\x07\x08", "\x0e\x0f\x10\x11\x12\x13"} {
		f.Add(s)
	}
	test.NewTempApp(f).Settings().SetTheme(theme.New())
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) {
			play(deskIn(t, written()), s)
		}
	})
}

// TestTypingAtRandom does the same without a fuzzer, from fixed seeds.
func TestTypingAtRandom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New())
	letters := []rune("3一张伟zw， 2:;9\u2060😀āēī\n")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		var s []rune
		for range 80 {
			if r.IntN(2) == 0 {
				s = append(s, rune(1+r.IntN(23)))
				continue
			}
			s = append(s, letters[r.IntN(len(letters))])
		}
		p := written()
		if seed%2 == 0 {
			p = &permit{}
		}
		play(deskIn(t, p), string(s))
	}
}

// play presses what a text says, and looks after each key.
func play(k *desk, s string) {
	k.offers = residents
	k.form.Focus()
	for i, r := range []rune(s) {
		if i > 100 {
			break
		}
		k.any(r)
		k.sound(s)
	}
}

// any presses a key for a control character, else types the character.
func (k *desk) any(r rune) {
	x := k.win.Canvas().Focused()
	if x == nil {
		k.form.Focus()
		x = k.win.Canvas().Focused()
	}
	keys := []fyne.KeyName{
		fyne.KeyTab, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight,
		fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyF5, "N",
	}
	shortcuts := []fyne.Shortcut{
		&fyne.ShortcutUndo{}, &fyne.ShortcutRedo{}, &fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{}, &fyne.ShortcutCut{}, &fyne.ShortcutPaste{},
		&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault},
		&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift},
		&desktop.CustomShortcut{KeyName: fyne.KeyBackspace, Modifier: fyne.KeyModifierShortcutDefault},
	}
	switch i := int(r) - 1; {
	case i >= 0 && i < len(keys):
		x.TypedKey(&fyne.KeyEvent{Name: keys[i]})
	case i >= len(keys) && i < len(keys)+len(shortcuts):
		x.(fyne.Shortcutable).TypedShortcut(shortcuts[i-len(keys)])
	case r == 'ā':
		k.form.Reread()
	case r == 'ē':
		k.form.Check(nil)
	case r == 'ī':
		k.win.Canvas().Unfocus()
	default:
		x.TypedRune(r)
	}
}

// sound holds the form against the record.
func (k *desk) sound(typed string) {
	k.Helper()
	s := k.p.sheet()
	for _, b := range s.Blanks() {
		w, ok := k.form.fields[b.Field].(*writing)
		if !ok {
			continue
		}
		words := w.words.String()
		here := k.form.focused == w
		if w.bad == "" && words != b.Get() && !here {
			k.Fatalf("%q: %q stands in %s, and the record has %q", typed, words, b.Name, b.Get())
		}
		if here && w.bad == "" {
			again := b.Get()
			if err := b.Set(words); err != nil || b.Get() != again {
				k.Fatalf("%q: %q in %s is not %q (%v)", typed, words, b.Name, again, err)
			}
		}
		if need := float32(len(w.lines)) * w.lead(); need > w.Size().Height {
			k.Fatalf("%q: %d lines of %s are cut off", typed, len(w.lines), b.Name)
		}
		if w.words.caret > len(w.words.text) || len(w.lines) == 0 {
			k.Fatalf("%q: caret %d in %q", typed, w.words.caret, words)
		}
	}
	for _, x := range k.form.order {
		if x.Position().Y+x.Size().Height > k.form.leaf.MinSize().Height {
			k.Fatalf("%q: %s runs off the paper", typed, x.blank().Name)
		}
	}
}

// TestEveryWordOfTheWindowIsChinese looks for the catalogue's keys in the code.
func TestEveryWordOfTheWindowIsChinese(t *testing.T) {
	raw, err := fs.ReadFile(assets.Texts(), "text/sheet.zh.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		code, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`lang\.L\("([^"]+)"`).FindAllStringSubmatch(string(code), -1) {
			used[m[1]] = true
		}
	}
	for key := range used {
		if words[key] == "" {
			t.Errorf("%q has no Chinese", key)
		}
	}
	for key := range words {
		if !used[key] {
			t.Errorf("%q is used nowhere", key)
		}
	}
}

// BenchmarkPage draws a page of the register with all its lines.
func BenchmarkPage(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(theme.New())
	w := NewPage(register()[0], 4.5)
	r := test.WidgetRenderer(w)
	for b.Loop() {
		r.Refresh()
	}
}

// BenchmarkKey writes a character into a blank of a form.
func BenchmarkKey(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(theme.New())
	p := written()
	f := NewForm(p.sheet, Options{})
	win := test.NewTempWindow(b, f)
	win.Resize(fyne.NewSize(900, 460))
	f.FocusOn(&p.Text)
	x := win.Canvas().Focused()
	for b.Loop() {
		x.TypedRune('水')
		x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
}

// BenchmarkMonth opens a month of two hundred pages.
func BenchmarkMonth(b *testing.B) {
	w, _ := newBook(b, 1)
	var job []paper.Page
	for range 200 {
		job = append(job, w.pages...)
	}
	for b.Loop() {
		w.Draw(job)
	}
}
