//go:build wine

package printer

import (
	"context"
	"strings"
	"testing"

	"frontdesk/forms/paper"
)

// Run by `make wine`, under wine, whose printers are those of a CUPS queue.

func TestTheSpoolerPrints(t *testing.T) {
	ctx := context.Background()
	list, err := New().List(ctx)
	if err != nil || len(list) != 1 || list[0].Name != "office" {
		t.Fatalf("%+v %v", list, err)
	}
	m, ok := New().Margins(ctx, "office", paper.Portrait)
	if !ok || m.Left < 0 || m.Left > 20 || m.Top < 0 || m.Top > 20 {
		t.Errorf("margins %+v %v", m, ok)
	}
	t.Logf("margins %+v", m)
	job := form()
	if job.Pages, err = Choose(job.Pages, "2-3"); err != nil {
		t.Fatal(err)
	}
	if note, err := New().Print(ctx, job, Order{Printer: "office", Copies: 1, Sides: OneSided}); err != nil {
		t.Fatalf("%q %v", note, err)
	}
	if _, err := New().Print(ctx, job, Order{Printer: "nowhere", Copies: 1}); err == nil || !strings.Contains(err.Error(), "没有名叫“nowhere”的打印机") {
		t.Errorf("a printer that is not there: %v", err)
	}
}
