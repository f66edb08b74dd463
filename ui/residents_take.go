package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/store"
	"frontdesk/store/intake"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// preview shows what taking a list in would do, before it is done: what the
// columns are taken for, who is new or changed, which rows stay out and why.
type preview struct {
	t       *residentsTab
	list    *intake.List
	sheet   int
	mapping intake.Mapping
	plan    *intake.Plan
	head    *widget.Label
	columns *fyne.Container
	lines   []string
	rows    *widget.List
	ok      *keyButton
	asked   int // counts plans: only the newest answer counts
}

// readList reads a list and shows the preview.
func (t *residentsTab) readList(path string) {
	var list *intake.List
	t.d.work(lang.L("Reading {{.File}}", map[string]any{"File": filepath.Base(path)}), func(ctx context.Context, progress func(int, int)) error {
		var err error
		list, err = intake.ReadFile(ctx, path, progress)
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.preview = &preview{t: t, list: list, sheet: list.Best, mapping: clone(list.Sheets[list.Best].Guess)}
		t.preview.show()
	})
}

func (p *preview) show() {
	p.head = firstLabel("")
	p.columns = container.NewHBox()
	p.rows = widget.NewList(func() int { return len(p.lines) }, func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(p.lines[i]) })
	p.ok = newMainButton(lang.L("Take it in"), p.importList)
	cancel := newKeyButton(lang.L("Cancel"), p.leave)
	names := make([]string, len(p.list.Sheets))
	for i, s := range p.list.Sheets {
		names[i] = fmt.Sprintf("%d %s", i+1, s.Name)
	}
	sheets := newKeySelect(names, nil)
	sheets.SetSelectedIndex(p.sheet)
	sheets.OnChanged = func(string) {
		p.sheet = sheets.SelectedIndex()
		p.mapping = clone(p.list.Sheets[p.sheet].Guess)
		p.draw()
		p.work()
	}
	top := container.NewVBox(
		container.NewBorder(nil, nil, widget.NewLabel(p.list.File), container.NewHBox(cancel, p.ok), sheets),
		container.NewHScroll(p.columns), p.head)
	refill(p.t.root, container.NewPadded(container.NewBorder(top, nil, nil, nil, p.rows)))
	p.draw()
	p.work()
}

// draw shows each column with what it is taken for, to be changed.
func (p *preview) draw() {
	p.columns.RemoveAll()
	var words []string
	for _, m := range intake.Meanings() {
		words = append(words, string(m))
	}
	for i, c := range p.list.Sheets[p.sheet].Columns(p.mapping) {
		means := newKeySelect(words, nil)
		means.SetSelected(string(c.Means))
		means.OnChanged = func(s string) {
			for len(p.mapping.Means) <= i {
				p.mapping.Means = append(p.mapping.Means, intake.Ignored)
			}
			p.mapping.Means[i] = intake.Meaning(s)
			p.work()
		}
		head := widget.NewLabel(c.Letter + "　" + c.Head)
		head.TextStyle.Bold = true
		p.columns.Add(container.NewVBox(head, means, widget.NewLabel(strings.Join(c.Samples, "\n"))))
	}
	p.t.root.Refresh()
}

// work works the plan out anew. Until it is there nothing can be taken in: what
// stands there is not what would be done.
func (p *preview) work() {
	p.asked++
	mine, chosen, mapping := p.asked, p.sheet, clone(p.mapping)
	p.ok.Disable()
	p.plan = nil
	var plan *intake.Plan
	p.t.d.workForAll(lang.L("Looking the list through"), func(ctx context.Context, progress func(int, int)) error {
		var err error
		plan, err = p.list.Plan(ctx, chosen, mapping, p.t.d.residents.All(), progress)
		return err
	}, func(err error) {
		if mine != p.asked {
			return
		}
		p.plan = plan
		p.lines = nil
		if err != nil {
			p.head.SetText(sentence(err))
		} else {
			p.showPlan()
		}
		p.rows.Refresh()
	})
}

// previewMost is how many people the preview names; all are counted.
const previewMost = 2000

// showPlan writes what the plan would do, what stays out first.
func (p *preview) showPlan() {
	if p.plan.Added+p.plan.Changed > 0 {
		p.ok.Enable()
	}
	p.head.SetText(strings.Join(append([]string{lang.L("New {{.A}}, changed {{.C}}, the same {{.S}}, rows left out {{.L}}. Nobody is removed.", map[string]any{
		"A": p.plan.Added, "C": p.plan.Changed, "S": p.plan.Same, "L": len(p.plan.Left),
	})}, p.plan.Told...), "　"))
	for _, l := range p.plan.Left {
		p.lines = append(p.lines, lang.L("Row {{.No}} stays out: {{.Why}}", map[string]any{"No": l.Line, "Why": l.Why}))
	}
	for _, n := range p.plan.Remarks {
		p.lines = append(p.lines, lang.L("Row {{.No}}: {{.Words}}", map[string]any{"No": n.Line, "Words": n.Words}))
	}
	for i, e := range p.plan.Enter {
		if i == previewMost {
			p.lines = append(p.lines, lang.L("… and {{.N}} more", map[string]any{"N": len(p.plan.Enter) - i}))
			break
		}
		p.lines = append(p.lines, e.Word()+"　"+strings.TrimSpace(e.After.Room+" "+e.After.Name+" "+string(e.After.As)+" "+strings.Join(e.After.Phones(), "、")))
	}
}

// importList takes the list in, in one transaction.
func (p *preview) importList() {
	d, plan := p.t.d, p.plan
	if plan == nil || p.ok.Disabled() { // it is being worked out, or there is nothing to take in
		return
	}
	by := d.who
	var did forms.Importing
	d.workForAll(lang.L("Taking the list in"), func(ctx context.Context, progress func(int, int)) error {
		var err error
		did, err = d.residents.TakeIn(ctx, by, store.Intake{File: plan.File, SHA256: plan.SHA256, Residents: plan.Residents, Left: len(plan.Left)}, progress)
		return err
	}, func(err error) {
		if err == nil {
			p.leave()
		}
		d.comeBack(ended{by, lang.L("Taking the list in"), err, func() {
			if err != nil {
				d.fail(err)
				return
			}
			d.say(lang.L("Taken in: {{.A}} new, {{.C}} changed.", map[string]any{"A": did.Added, "C": did.Changed}))
		}})
	})
}

// leave goes back to the list of residents.
func (p *preview) leave() {
	p.t.preview = nil
	refill(p.t.root, p.t.all)
	p.t.reload()
}

// clone copies a mapping, so that the list's own guess stays as it was.
func clone(m intake.Mapping) intake.Mapping {
	m.Means = slices.Clone(m.Means)
	return m
}
