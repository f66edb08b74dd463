package xlsx

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// lastLine is what stands in the last row of each page.
var lastLine = regexp.MustCompile(`第 \d+ 页 共 \d+ 页`)

// Sums reads a workbook of this program and gives for each of its pages a
// SHA-256, hexadecimal, of what is written on it: the same after a program has
// opened and saved it, another when a word was changed. It returns an error for
// what is no workbook.
func Sums(r io.Reader) ([]string, error) {
	f, err := excelize.OpenReader(r)
	if err != nil {
		return nil, fmt.Errorf("read a workbook: %w", err)
	}
	defer func() { _ = f.Close() }() // only temporary files of its own
	var out []string
	page := sha256.New()
	rows := 0
	end := func() {
		out = append(out, hex.EncodeToString(page.Sum(nil)))
		page.Reset()
		rows = 0
	}
	for _, sheet := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(sheet); err != nil || !shown { // the figures of charts
			continue
		}
		list, err := f.GetRows(sheet)
		if err != nil {
			return nil, fmt.Errorf("read a worksheet: %w", err)
		}
		for _, cells := range list {
			line := strings.TrimRight(strings.Join(cells, "\t"), "\t")
			_, _ = io.WriteString(page, line+"\n")
			if rows++; lastLine.MatchString(line) {
				end()
			}
		}
	}
	if rows > 0 {
		end()
	}
	return out, nil
}
