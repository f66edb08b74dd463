package resident

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pinyin"
)

// Directory finds residents by whatever is typed of them, within a keystroke.
// It is never changed once made, so it may be read from anywhere.
//
// What is looked through stands in a few long texts, one line for each room,
// name or phone, and in the order of their beginnings: fifty thousand are
// searched without a function being called for each.
type Directory struct {
	all      []Resident // by room as people count, then as they are offered
	rooms    hay        // keys: 3-2-501
	compact  hay        // run together: 32501, and 320501 where zeros are written
	names    hay
	initials hay
	phones   hay // digits only
	readings map[string][]string
}

// NewDirectory makes a directory of the residents. What was worked out for an
// earlier one, which may be nil, is used again.
func NewDirectory(all []Resident, earlier *Directory) *Directory {
	d := &Directory{readings: make(map[string][]string, len(all))}
	type entry struct {
		Resident
		key, sorts string
	}
	entries := make([]entry, len(all))
	for i, r := range all {
		key := keyOf(r.Room)
		entries[i] = entry{r, key, sortable(key)}
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.sorts, b.sorts), cmp.Compare(quality(a.As), quality(b.As)), cmp.Compare(a.ID, b.ID))
	})
	d.all = make([]Resident, len(entries))
	for i, e := range entries {
		d.all[i] = e.Resident
		d.put(i, e.key, e.Resident, earlier)
	}
	for _, h := range []*hay{&d.rooms, &d.compact, &d.names, &d.initials, &d.phones} {
		h.end()
	}
	return d
}

func (d *Directory) put(i int, key string, r Resident, earlier *Directory) {
	d.rooms.add(i, key)
	for _, c := range runTogether(key, r.Room) {
		d.compact.add(i, c)
	}
	d.names.add(i, searched(r.Name))
	readings, ok := d.readings[r.Name]
	if !ok && earlier != nil {
		readings, ok = earlier.readings[r.Name]
	}
	if !ok {
		readings = pinyin.Initials(r.Name)
	}
	d.readings[r.Name] = readings
	for _, in := range readings {
		d.initials.add(i, in)
	}
	for _, p := range r.Phones() {
		d.phones.add(i, digitsOf(p))
	}
}

// runTogether is a room as it is typed by who leaves the hyphens out: without
// leading zeros, and with them where they are written.
func runTogether(key, written string) []string {
	short, long := strings.ReplaceAll(key, "-", ""), strings.ToLower(strings.ReplaceAll(written, "-", ""))
	if short == long {
		return []string{short}
	}
	return []string{short, long}
}

// quality orders the people of a room as they are offered.
func quality(a forms.As) int {
	if i := slices.Index([]forms.As{forms.Owner, forms.Tenant, "", forms.Others}, a); i >= 0 {
		return i
	}
	return 9
}

// sortable pads the numbers of a key, so that 3-2-501 comes before 3-10-101.
func sortable(key string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(key, "-") {
		if part != "" && paper.IsDigit(rune(part[0])) {
			out.WriteString(strings.Repeat("0", max(0, 8-len(part))))
		}
		out.WriteString(part)
		out.WriteByte(' ')
	}
	return out.String()
}

// searched is text as it is looked through: narrow, lower case, unspaced.
func searched(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(paper.Narrow(strings.ToValidUTF8(s, ""))), ""))
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if paper.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// Len is how many residents there are.
func (d *Directory) Len() int { return len(d.all) }

// All lists everybody, by room. The list is not to be changed.
func (d *Directory) All() []Resident { return d.all }

// longestTyped is how many characters of what is typed are looked at.
const longestTyped = 40

// Lookup gives those that may be meant by what is typed, at most limit of
// them, the likeliest first: the very room, the very name, rooms and names
// that begin so, the room without its building, any part of the name, and
// phones. Initials of a name match from its first character on. Words parted
// by spaces have to fit all, unless together they are a room or a name.
func (d *Directory) Lookup(typed string, limit int) []Resident {
	typed = strings.ToValidUTF8(typed, "")
	if r := []rune(typed); len(r) > longestTyped {
		typed = string(r[:longestTyped])
	}
	typed = strings.TrimSpace(paper.Narrow(typed))
	if typed == "" || limit <= 0 {
		return nil
	}
	found := d.collect(ask(typed), limit, func(int) bool { return true })
	if words := strings.Fields(typed); len(found) == 0 && len(words) > 1 {
		found = d.every(words, limit)
	}
	out := make([]Resident, len(found))
	for i, at := range found {
		out[i] = d.all[at]
	}
	return out
}

// every finds those that fit each of the words, in the order of the longest.
func (d *Directory) every(words []string, limit int) []int {
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var others []asked
	for _, w := range words[1:] {
		others = append(others, ask(w))
	}
	return d.collect(ask(words[0]), limit, func(at int) bool {
		return !slices.ContainsFunc(others, func(a asked) bool { return !d.fits(at, a) })
	})
}

// asked is one word that was typed, as each text is searched for it.
type asked struct {
	key      string // of a room, or of the part of one
	run      []string
	name     string
	initials string
	digits   string // of a phone
}

// fewestDigits is how many digits may be meant as a part of a phone: fewer
// are in all of them.
const fewestDigits = 3

func ask(typed string) asked {
	number := RoomNumber(typed)
	a := asked{key: keyOf(number), name: searched(typed)}
	if !strings.Contains(number, "-") && number != "" {
		a.run = runTogether(a.key, number)
	}
	if strings.Trim(a.name, "abcdefghijklmnopqrstuvwxyz") == "" {
		a.initials = a.name
	}
	if strings.Trim(typed, "+-() 0123456789转") == "" {
		a.digits = digitsOf(typed)
		if read, _ := ReadPhones(typed); len(read) == 1 {
			a.digits = digitsOf(read[0]) // without +86
		}
	}
	if len(a.digits) < fewestDigits {
		a.digits = ""
	}
	return a
}

// fits tells whether the resident may be meant by the word.
func (d *Directory) fits(at int, a asked) bool {
	r, room := &d.all[at], d.rooms.line(at)
	begins := func(texts []string, with string) bool {
		return with != "" && slices.ContainsFunc(texts, func(t string) bool { return strings.HasPrefix(t, with) })
	}
	for _, run := range a.run {
		if begins(runTogether(room, r.Room), run) {
			return true
		}
	}
	return a.key != "" && (strings.Contains(room, "-"+a.key) || strings.HasPrefix(room, a.key) && (a.run == nil || ends(room, a.key))) ||
		a.name != "" && strings.Contains(d.names.line(at), a.name) ||
		begins(d.readings[r.Name], a.initials) ||
		a.digits != "" && slices.ContainsFunc(r.Phones(), func(p string) bool { return strings.Contains(digitsOf(p), a.digits) })
}

// ends tells whether the part that the room begins with ends there.
func ends(room, part string) bool { return len(room) == len(part) || room[len(part)] == '-' }

// collect goes through what the word may be, the likeliest first.
func (d *Directory) collect(a asked, limit int, among func(at int) bool) []int {
	c := collecting{limit: limit, among: among, seen: make([]bool, len(d.all))}
	c.begin(&d.rooms, a.key, "\n")
	for _, run := range a.run {
		c.begin(&d.compact, run, "\n")
	}
	c.begin(&d.names, a.name, "\n")
	c.begin(&d.rooms, a.key, "-")
	for _, run := range a.run {
		c.begin(&d.compact, run, "")
	}
	if a.run == nil {
		c.begin(&d.rooms, a.key, "")
	}
	c.begin(&d.names, a.name, "")
	c.begin(&d.initials, a.initials, "")
	if a.key != "" {
		c.hold(&d.rooms, "-"+a.key)
	}
	c.hold(&d.names, a.name)
	c.begin(&d.phones, a.digits, "")
	c.hold(&d.phones, a.digits)
	return c.found
}

// collecting gathers residents, each once, until there are enough.
type collecting struct {
	limit int
	among func(at int) bool
	seen  []bool
	found []int
}

func (c *collecting) take(at int) bool {
	if !c.seen[at] && len(c.found) < c.limit && c.among(at) {
		c.seen[at] = true
		c.found = append(c.found, at)
	}
	return len(c.found) < c.limit
}

// begin takes those with a line that begins so.
func (c *collecting) begin(h *hay, with, end string) {
	if with == "" || len(c.found) >= c.limit {
		return
	}
	for _, at := range h.beginning(with+end, len(c.seen)) {
		if !c.take(at) {
			return
		}
	}
}

// hold takes those with a line that ends so, then those with one that holds it.
func (c *collecting) hold(h *hay, part string) {
	if part == "" || len(c.found) >= c.limit {
		return
	}
	var inside []int
	h.holding(part, func(at int, last bool) bool {
		if !last {
			inside = append(inside, at)
			return true
		}
		return c.take(at)
	})
	for _, at := range inside {
		if !c.take(at) {
			return
		}
	}
}
