package ui

import (
	"context"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	colors "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// urgentBar keeps in sight, over every tab, what has to be done at once for
// somebody in need (S0/1 1): the steps that are left, each done by one click, the
// next one also by a key. It goes when all are ticked.
type urgentBar struct {
	d     *desk
	root  *fyne.Container
	rows  *fyne.Container // one for each person
	tasks []urgentTask
	asked int
	busy  bool      // a step is being written
	due   bool      // it was written, and what is left is not known yet
	then  []pressed // what was pressed meanwhile, in its order
	grown func()    // it needs another height

	others func() float32 // what all else in the window needs of its height
}

// urgentTask is an entry with steps left.
type urgentTask struct {
	about string
	entry forms.Pressing
}

// pressed is a step that waits for the one before. It is its presser's: nobody else
// signs it.
type pressed struct {
	by forms.Person
	do func()
}

// mostUrgent is how many are shown: more at one time is a matter of its own.
const mostUrgent = 3

func newUrgentBar(d *desk) *urgentBar {
	u := &urgentBar{d: d, rows: container.NewVBox(), grown: func() {}, others: func() float32 { return 0 }}
	u.root = container.New(&thirdLayout{u}, container.NewVScroll(u.rows))
	return u
}

// reload looks for entries with steps left.
func (u *urgentBar) reload() {
	u.asked++
	mine, viewer := u.asked, u.d.who
	var tasks []urgentTask
	var err error
	u.d.async(func() { tasks, err = pressing(context.Background(), u.d.store, viewer) }, func() {
		switch {
		case mine != u.asked:
			return
		case viewer != u.d.who:
		case err != nil:
			u.then = nil
			u.d.say(sentence(err))
		default:
			u.tasks = tasks
			u.draw()
		}
		u.runPressed()
	})
}

// press does what was pressed, once it is known what is left: who is in a hurry
// presses again before the first step is written.
func (u *urgentBar) press(do func()) {
	if u.busy || u.due {
		u.then = append(u.then, pressed{u.d.who, do})
		return
	}
	do()
}

// runPressed does what was pressed while a step was being written: one after the other,
// as long as whoever pressed is on duty.
func (u *urgentBar) runPressed() {
	if u.busy {
		return
	}
	u.due = false
	for len(u.then) > 0 && !u.due {
		next := u.then[0]
		if u.then = u.then[1:]; next.by == u.d.who {
			next.do()
		}
	}
}

// pressing finds the entries with steps that are done at once, as far as the viewer
// may see them.
func pressing(ctx context.Context, st *store.Store, viewer forms.Person) ([]urgentTask, error) {
	var out []urgentTask
	for _, b := range books.All() {
		if _, is := b.New().(forms.Pressing); !is {
			continue
		}
		list, err := st.List(store.Filter{Book: b.Key, Viewer: viewer, Open: true, Urgent: true})
		if err != nil {
			return nil, err
		}
		rows, err := list.Rows(ctx, 0, list.Count())
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.Veiled {
				continue
			}
			r, _, err := st.Record(ctx, row.Ref)
			if err != nil {
				return nil, err
			}
			if p, is := r.(forms.Pressing); is && len(p.StepsLeft()) > 0 {
				out = append(out, urgentTask{strings.Join(strings.Fields(row.Kind+" "+row.Ref.String()+" "+row.Room+" "+row.Name+" "+row.Phone), "　"), p})
			}
		}
	}
	return out, nil
}

// draw shows the steps that are left.
func (u *urgentBar) draw() {
	var rows []fyne.CanvasObject
	for i, t := range u.tasks[:min(len(u.tasks), mostUrgent)] {
		rows = append(rows, container.NewStack(canvas.NewRectangle(theme.Color(colors.ColorNameWanted)), u.row(t, i == 0)))
	}
	if n := len(u.tasks) - mostUrgent; n > 0 {
		rows = append(rows, widget.NewLabel(lang.L("and {{.N}} more people in need: Ctrl+O lists them", map[string]any{"N": n})))
	}
	refill(u.rows, rows...)
	u.root.Refresh()
	u.grown()
}

// row is what is to be done for one person.
func (u *urgentBar) row(t urgentTask, first bool) *fyne.Container {
	head := widget.NewLabel(t.about)
	head.TextStyle.Bold, head.Importance = true, widget.DangerImportance
	row := container.New(&flowLayout{func() float32 { return u.d.win.Canvas().Size().Width }}, head)
	for k, step := range t.entry.StepsLeft() {
		word := "☐ " + step
		if first && k == 0 {
			word += " (Ctrl+B)"
		}
		b := newKeyButton(word, func() { u.clicked(t.entry.Number(), step) })
		if k == 0 {
			b.Importance = widget.HighImportance
		}
		row.Add(b)
	}
	look := newKeyButton(lang.L("Look"), func() { u.d.open(t.entry.Number()) })
	look.Importance = widget.LowImportance
	row.Add(look)
	return row
}

// thirdLayout gives the steps a third of the window at most, and no more than the
// page leaves: whoever helps has to write, too. Where all of them need more, the
// next one of each person is shown, and what is left over of those is scrolled to.
type thirdLayout struct{ u *urgentBar }

// high tells whether there is room for all steps, and how high the bar is.
func (l *thirdLayout) high() (all bool, height float32) {
	window := l.u.d.win.Canvas().Size().Height
	room := max(min(window/3, window-l.u.others()), least)
	if h := l.u.height(false); h <= room {
		return true, h
	}
	return false, min(l.u.height(true), room)
}

// least is how high the bar is in any window: the first person's line.
const least = 48

// height is what the rows need, with all steps or with the next ones alone.
func (u *urgentBar) height(next bool) float32 {
	h := float32(0)
	for i, o := range u.rows.Objects {
		if i > 0 {
			h += theme.Padding()
		}
		row := rowOf(o)
		if row == nil {
			h += o.MinSize().Height
			continue
		}
		seen := row.Objects
		if next {
			seen = []fyne.CanvasObject{seen[0], seen[1], seen[len(seen)-1]}
		}
		h += row.Layout.(*flowLayout).flow(seen, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	}
	return h
}

// rowOf is the row of a person; nil for the line that says how many more there are.
func rowOf(o fyne.CanvasObject) *fyne.Container {
	if c, is := o.(*fyne.Container); is {
		return c.Objects[1].(*fyne.Container)
	}
	return nil
}

// Layout hides the steps for which there is no room.
func (l *thirdLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	all, _ := l.high()
	for _, o := range l.u.rows.Objects {
		row := rowOf(o)
		if row == nil {
			continue
		}
		for _, step := range row.Objects[2 : len(row.Objects)-1] {
			switch {
			case all && !step.Visible():
				step.Show()
			case !all && step.Visible():
				step.Hide()
			}
		}
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(s)
}

// MinSize is what the bar needs.
func (l *thirdLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	_, height := l.high()
	return fyne.NewSize(200, height)
}

// next does the next step of the first of them.
func (u *urgentBar) next() {
	u.press(func() {
		if len(u.tasks) == 0 {
			u.d.say(lang.L("Nobody is in need: there is no step to tick."))
			return
		}
		u.tick(u.tasks[0], u.tasks[0].entry.StepsLeft()[0])
	})
}

// clicked does one step of one of them, where it is still left.
func (u *urgentBar) clicked(ref forms.Ref, step string) {
	u.press(func() {
		for _, t := range u.tasks {
			if t.entry.Number() == ref && slices.Contains(t.entry.StepsLeft(), step) {
				u.tick(t, step)
				return
			}
		}
	})
}

// tick writes down that a step was done, signed by whoever is on duty: seconds
// count.
func (u *urgentBar) tick(t urgentTask, step string) {
	u.busy, u.due = true, true
	verb, deed := t.entry.Tick(step)
	by := u.d.who
	var err error
	u.d.async(func() {
		_, err = u.d.store.Append(context.Background(), store.Writing{Ref: t.entry.Number(), Verb: verb, Deed: deed, By: by})
	}, func() {
		u.busy = false
		if err != nil {
			u.then = nil
			u.d.fail(err)
		} else {
			u.d.say(lang.L("Done: {{.What}} {{.No}}.", map[string]any{"What": step, "No": t.entry.Number().String()}))
		}
		u.reload()
	})
}

// flowLayout stands things in rows, as many in each as there is room for.
type flowLayout struct {
	width func() float32
}

const flowGap = 4

// flow tells where each thing stands, and how high all of them are.
func (l *flowLayout) flow(objects []fyne.CanvasObject, place func(o fyne.CanvasObject, at fyne.Position, size fyne.Size)) float32 {
	room := l.width()
	x, y, high := float32(flowGap), float32(flowGap), float32(0)
	for _, o := range objects {
		size := o.MinSize()
		if x > flowGap && x+size.Width+flowGap > room {
			x, y, high = flowGap, y+high+flowGap, 0
		}
		place(o, fyne.NewPos(x, y), size)
		x, high = x+size.Width+flowGap, max(high, size.Height)
	}
	return y + high + flowGap
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	l.flow(visible(objects), func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, l.flow(visible(objects), func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

// visible are those that are not hidden.
func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}
