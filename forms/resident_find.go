package forms

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"frontdesk/forms/paper"
)

// Directory finds residents by whatever is typed of them, within a keystroke.
// It is never changed once made, so it may be read from anywhere.
//
// What is looked through stands in a few long texts, one line for each room,
// name or phone: fifty thousand lines are searched in less time than it takes
// to call a function for each.
type Directory struct {
	all      []Resident // by room as people count, then as they are offered
	rooms    hay        // keys: 3-2-501
	compact  hay        // keys run together: 32501, and 320501 where zeros are written
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
	short := strings.ReplaceAll(key, "-", "")
	d.compact.add(i, short)
	if written := strings.ToLower(strings.ReplaceAll(r.Room, "-", "")); written != short {
		d.compact.add(i, written)
	}
	name := searched(r.Name)
	d.names.add(i, name)
	readings, ok := d.readings[r.Name]
	if !ok && earlier != nil {
		readings, ok = earlier.readings[r.Name]
	}
	if !ok {
		readings = Initials(r.Name)
	}
	d.readings[r.Name] = readings
	for _, in := range readings {
		d.initials.add(i, in)
	}
	for _, p := range r.Phones() {
		d.phones.add(i, digitsOf(p))
	}
}

// quality orders the people of a room as they are offered.
func quality(a As) int {
	if i := slices.Index([]As{Owner, Tenant, "", Others}, a); i >= 0 {
		return i
	}
	return 9
}

// sortable pads the numbers of a key, so that 3-2-501 comes before 3-10-101.
func sortable(key string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(key, "-") {
		if part != "" && isDigit(rune(part[0])) {
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
		if isDigit(r) {
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
	found := d.collect(typed, limit, nil)
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
	var among []bool
	for _, w := range words[1:min(len(words), 4)] {
		fit := make([]bool, len(d.all))
		for _, at := range d.collect(w, len(d.all), among) {
			fit[at] = true
		}
		among = fit
	}
	return d.collect(words[0], limit, among)
}

// collect goes through what typed may be, the likeliest first. Where among is
// given, only those who are marked in it are taken.
func (d *Directory) collect(typed string, limit int, among []bool) []int {
	c := collecting{limit: limit, among: among, seen: make([]bool, len(d.all))}
	number := RoomNumber(typed)
	key, name, parted := keyOf(number), searched(typed), strings.Contains(number, "-")
	room := func(pattern string) {
		if key != "" {
			c.take(&d.rooms, pattern)
		}
	}
	run := func(end string) {
		if key != "" && !parted {
			c.take(&d.compact, "\n"+strings.ToLower(number)+end)
			c.take(&d.compact, "\n"+strings.ReplaceAll(key, "-", "")+end)
		}
	}
	room("\n" + key + "\n")
	run("\n")
	c.take(&d.names, "\n"+name+"\n")
	room("\n" + key + "-")
	run("")
	if parted {
		room("\n" + key)
	}
	c.take(&d.names, "\n"+name)
	if lettersOnly(name) {
		c.take(&d.initials, "\n"+name)
	}
	room("-" + key + "\n")
	room("-" + key)
	c.take(&d.names, name)
	d.phone(&c, typed)
	return c.found
}

// fewestDigits is how many digits may be meant as a part of a phone: fewer
// are in all of them.
const fewestDigits = 3

func (d *Directory) phone(c *collecting, typed string) {
	digits := digitsOf(typed)
	if len(digits) < fewestDigits || strings.Trim(typed, "+-() 0123456789转") != "" {
		return
	}
	if read, _ := ReadPhones(typed); len(read) == 1 {
		digits = digitsOf(read[0]) // without +86
	}
	for _, pattern := range []string{"\n" + digits, digits + "\n", digits} {
		c.take(&d.phones, pattern)
	}
}

func lettersOnly(s string) bool { return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }

// collecting gathers residents, each once, until there are enough.
type collecting struct {
	limit int
	among []bool
	seen  []bool
	found []int
}

func (c *collecting) take(h *hay, pattern string) {
	h.each(pattern, func(at int) bool {
		if !c.seen[at] && (c.among == nil || c.among[at]) {
			c.seen[at] = true
			c.found = append(c.found, at)
		}
		return len(c.found) < c.limit
	})
}

// hay is a text of lines, each of one resident. Every line has a line feed
// before and after it, so that a pattern can ask for either end.
type hay struct {
	building strings.Builder
	text     string
	starts   []int // of each line, the line feed before it
	owners   []int
}

func (h *hay) add(owner int, line string) {
	h.starts, h.owners = append(h.starts, h.building.Len()), append(h.owners, owner)
	h.building.WriteByte('\n')
	h.building.WriteString(line)
}

func (h *hay) end() {
	h.building.WriteByte('\n')
	h.text = h.building.String()
	h.building = strings.Builder{}
}

// each calls take with the owner of every line that the pattern is in, until
// it returns false.
func (h *hay) each(pattern string, take func(owner int) bool) {
	if strings.Trim(pattern, "\n") == "" {
		return
	}
	for from := 0; from < len(h.text); {
		i := strings.Index(h.text[from:], pattern)
		if i < 0 {
			return
		}
		line := sort.SearchInts(h.starts, from+i+1) - 1
		if !take(h.owners[line]) || line+1 == len(h.starts) {
			return
		}
		from = h.starts[line+1]
	}
}
