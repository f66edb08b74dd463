package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readText reads a .csv or another text with a row on each line.
func readText(ctx context.Context, data []byte, progress Progress) ([]*Sheet, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	first, rest, _ := strings.Cut(text, "\n")
	skipped := 0
	comma := separator(text)
	if sep, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(first)), "sep="); ok && len(sep) == 1 {
		comma, text, skipped = rune(sep[0]), rest, 1 // Excel's own first line
	}
	s, err := readRecords(ctx, text, comma, skipped, progress)
	if errors.Is(err, errQuotes) {
		s, err = readLines(ctx, text, comma, skipped, progress)
	}
	if err != nil {
		return nil, err
	}
	return []*Sheet{s}, nil
}

// errQuotes says that the quotes of a text do not close.
var errQuotes = errors.New("a quoted field goes on too long")

// longestField is over how many lines a quoted field may run: more, and its
// quote was just a character.
const longestField = 40

func readRecords(ctx context.Context, text string, comma rune, skipped int, progress Progress) (*Sheet, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	s := &Sheet{}
	for n := 0; ; n++ {
		cells, err := r.Read()
		if err == io.EOF {
			return s, nil
		}
		if err != nil {
			return nil, errQuotes
		}
		if n%stride == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			progress.tell(int(r.InputOffset()), len(text))
		}
		for _, c := range cells {
			if strings.Count(c, "\n") > longestField {
				return nil, errQuotes
			}
		}
		line, _ := r.FieldPos(0)
		if err := s.add(line+skipped, cleaned(cells)); err != nil {
			return nil, err
		}
	}
}

// readLines reads a text whose quotes mean nothing.
func readLines(ctx context.Context, text string, comma rune, skipped int, progress Progress) (*Sheet, error) {
	s, n, at := &Sheet{}, 0, 0
	for line := range strings.Lines(text) {
		n, at = n+1, at+len(line)
		if n%stride == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			progress.tell(at, len(text))
		}
		cells := strings.SplitN(line, string(comma), mostColumns+1)
		for i, c := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(c), `"`)
		}
		if err := s.add(n+skipped, cleaned(cells)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func cleaned(cells []string) []string {
	cells = cells[:min(len(cells), mostColumns)]
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = wholeNumber(tidy(c), false)
	}
	return out
}

// separator finds what parts the cells: what occurs most in the first lines.
func separator(text string) rune {
	best, most := ',', 0
	head := text
	for range 30 {
		_, rest, ok := strings.Cut(head, "\n")
		if !ok {
			head = ""
			break
		}
		head = rest
	}
	head = text[:len(text)-len(head)]
	for _, c := range ",\t;|，" {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// decode finds out how the text is encoded, and gives it in UTF-8. Excel writes
// GBK on a Chinese PC; what says nothing of itself is UTF-8 if it can be.
func decode(data []byte) (string, error) {
	utf16 := func(e unicode.Endianness) (string, error) {
		out, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(data)
		return asText(out, err)
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return asText(bytes.ToValidUTF8(data[3:], nil), nil)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return utf16(unicode.BigEndian)
	}
	if even, odd := zeros(data); even+odd > len(data)/20 {
		// The zeros are the upper halves of digits and commas.
		if odd > even {
			return utf16(unicode.LittleEndian)
		}
		return utf16(unicode.BigEndian)
	}
	if mostlyUTF8(data) {
		return asText(bytes.ToValidUTF8(data, nil), nil)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return asText(out, err)
}

func zeros(data []byte) (even, odd int) {
	for i, b := range data {
		if b != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	return even, odd
}

// mostlyUTF8 tells whether the text is UTF-8, if need be with a broken
// character here and there, as a file has that was cut in two.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return bad == 0 || bad*20 < good
}

// asText refuses what is not written for people.
func asText(out []byte, err error) (string, error) {
	if err != nil {
		return "", noTable
	}
	strange := 0
	for _, r := range string(out) {
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			strange++
		}
	}
	if strange > len(out)/100+1 {
		return "", noTable
	}
	s := strings.TrimPrefix(string(out), "\uFEFF")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), nil
}
