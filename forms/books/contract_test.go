package books

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/handover"
	"frontdesk/forms/paper"
	"frontdesk/forms/xlsx"
)

// Every book of the office keeps the contract: see formtest.Run for what that is. A
// new book is held to it by standing in the list of books.
func TestEveryBookKeepsTheContract(t *testing.T) {
	house := &formtest.House{
		Books:    All(),
		Today:    func(c forms.Context, books []*forms.Book) []forms.Todo { return agendaOf(c, books).Todos },
		Handover: left,
		Workbook: workbook,
	}
	for _, b := range house.Books {
		t.Run(b.Key, func(t *testing.T) { formtest.Run(t, b, house, known...) })
	}
}

// known are the faults that stand, each with its reason. It may only become shorter.
var known = []formtest.Known{}

// left is what a handover that is begun now leaves to the next shift.
func left(c forms.Context) []forms.Ref {
	l := &handover.Line{}
	l.Start(nil, c)
	var pairs []string
	for _, m := range l.Matters {
		pairs = append(pairs, m.Book, m.No)
	}
	return forms.Refs(pairs...)
}

// workbook is all that stands in the workbook of some pages.
func workbook(pages []paper.Page) (string, error) {
	var file bytes.Buffer
	if err := xlsx.Write(context.Background(), &file, paper.Job{Pages: pages}, nil); err != nil {
		return "", err
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only temporary files of its own
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return "", err
		}
		for _, cells := range rows {
			out.WriteString(strings.Join(cells, "\n"))
		}
	}
	return out.String(), nil
}
