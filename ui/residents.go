package ui

import (
	"context"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/resident"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// residentsTab is the office's list of residents: what a room, a name or a
// phone may mean. It is no book of the ledger and may be changed.
type residentsTab struct {
	d      *desk
	root   *fyne.Container
	all    fyne.CanvasObject
	search *lineEntry
	list   *widget.List
	empty  *widget.Label
	count  *widget.Label
	shown  []resident.Resident
	at     int

	preview *preview // of a list that is about to be taken in; nil otherwise
}

// residentsMost is how many a search shows.
const residentsMost = 500

func newResidentsTab(d *desk) *residentsTab {
	t := &residentsTab{d: d, empty: firstLabel(""), count: widget.NewLabel(""), at: -1}
	t.search = newEscEntry(lang.L("Room, name, initials or phone"), 320, nil, func() {})
	t.search.OnChanged = func(string) { t.reload() }
	t.list = widget.NewList(func() int { return len(t.shown) }, func() fyne.CanvasObject {
		return container.NewGridWithColumns(5, widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel(""))
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		r := t.shown[i]
		for k, s := range []string{r.Room, r.Name, string(r.As), strings.Join(r.Phones(), "、"), r.Note} {
			o.(*fyne.Container).Objects[k].(*widget.Label).SetText(s)
		}
	})
	t.list.OnSelected = func(i widget.ListItemID) { t.at = i }
	t.empty.Alignment = fyne.TextAlignCenter
	take := newMainButton(lang.L("Take a list in…"), t.choose)
	bar := container.NewPadded(container.NewBorder(nil, nil, nil, container.NewHBox(
		t.count, newKeyButton(lang.L("Add"), func() { t.edit(resident.Resident{}) }),
		newKeyButton(lang.L("Change"), t.editChosen), newKeyButton(lang.L("Remove"), t.remove), take), t.search))
	t.all = container.NewBorder(bar, nil, nil, nil,
		container.NewStack(t.list, container.NewCenter(container.NewGridWrap(fyne.NewSize(700, 100), t.empty))))
	t.root = container.NewStack(t.all)
	return t
}

// reload shows whom the search means, or everybody.
func (t *residentsTab) reload() {
	t.d.touch()
	t.at = -1
	t.list.UnselectAll()
	if t.search.Text == "" {
		t.shown = t.d.residents.All()
	} else {
		t.shown = t.d.residents.Lookup(t.search.Text, residentsMost)
	}
	n := len(t.d.residents.All())
	t.count.SetText(lang.L("{{.N}} residents", map[string]any{"N": n}))
	switch {
	case n == 0:
		t.empty.SetText(lang.L("No residents yet. Drop an .xlsx or .csv onto the window, or press the blue button: typing a room will then fill in name and phone."))
	case len(t.shown) == 0:
		t.empty.SetText(lang.L("Nobody was found. Try fewer characters."))
	default:
		t.empty.SetText("")
	}
	t.list.Refresh()
}

// choose asks for the file of a list.
func (t *residentsTab) choose() {
	t.d.pick(pick{title: lang.L("Choose the list of residents"), ends: []string{".xlsx", ".csv", ".xls", ".txt"}}, t.readList)
}

func (t *residentsTab) chosen() (resident.Resident, bool) {
	if t.at < 0 || t.at >= len(t.shown) {
		t.d.fail(forms.Refusal(lang.L("Choose somebody in the list first.")))
		return resident.Resident{}, false
	}
	return t.shown[t.at], true
}

func (t *residentsTab) editChosen() {
	if r, ok := t.chosen(); ok {
		t.edit(r)
	}
}

// edit changes one resident by hand, or takes a new one in.
func (t *residentsTab) edit(r resident.Resident) {
	room, name, phones, note := newLineEntry(), newLineEntry(), newLineEntry(), newLineEntry()
	room.SetText(r.Room)
	name.SetText(r.Name)
	phones.SetText(strings.Join(r.Phones(), "、"))
	note.SetText(r.Note)
	as := newKeySelect([]string{string(forms.Owner), string(forms.Tenant), string(forms.Others)}, nil)
	as.SetSelected(string(r.As))
	t.d.formDialog(lang.L("Resident"), lang.L("Save"), []*widget.FormItem{
		widget.NewFormItem(lang.L("Room"), room), widget.NewFormItem(lang.L("Name"), name),
		widget.NewFormItem(lang.L("Phones"), phones), widget.NewFormItem(lang.L("Identity"), as), widget.NewFormItem(lang.L("Note"), note),
	}, func() error {
		x := resident.Resident{ID: r.ID, Room: room.Text, Name: name.Text, As: forms.As(as.Selected), Note: note.Text}
		found, rest := resident.ReadPhones(phones.Text)
		if strings.TrimSpace(rest) != "" {
			return forms.Refusal("电话里有没看懂的内容“" + rest + "”，请只写号码，用顿号隔开。")
		}
		if len(found) > 0 {
			x.Phone, x.Others = found[0], found[1:]
		}
		_, err := t.d.residents.Put(context.Background(), x)
		return err
	}, t.reload)
}

func (t *residentsTab) remove() {
	r, ok := t.chosen()
	if !ok {
		return
	}
	t.d.ask(lang.L("Remove"), lang.L("Take {{.Who}} out of the list? What was written in the books stays.", map[string]any{"Who": r.Room + " " + r.Name}), lang.L("Remove"), func() {
		var err error
		t.d.async(func() { err = t.d.residents.Remove(context.Background(), r.ID) }, func() {
			t.d.fail(err)
			t.reload()
		})
	})
}
