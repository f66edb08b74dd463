// Package resident is the list of who lives where: found by room, name or phone
// while a line is written, and put together from lists of all kinds.
//
// A Resident is one person of one room; a Directory finds them by what is typed;
// a Settlement is what a list that is read in changes. Rooms and phones are read
// however they are written: RoomNumber, RoomKey, ReadPhones.
package resident

import (
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Resident is somebody who lives in a room or owns it, as the office's list of
// residents has them. It is no record of the ledger: it is offered while a
// line is written, may be changed, and may be let go of.
type Resident struct {
	ID     int64    // given by the store; 0 before
	Room   string   // as RoomNumber writes it: 3-2-501
	Name   string   // may be unknown where a phone is known
	Phone  string   // the first to try
	Others []string // further phones
	As     forms.As // 业主, 租户, 其他; empty when the list does not say
	Note   string
}

// Taker is a deed whose blanks take in who was meant.
type Taker interface {
	TakeResident(Resident)
}

// Longest texts of a resident, in characters, and most phones.
const (
	longestRoom = 30
	longestName = 40
	longestNote = 200
	mostPhones  = 6
)

// Phones lists all phones, the first to try first.
func (r Resident) Phones() []string {
	if r.Phone == "" {
		return r.Others
	}
	return append([]string{r.Phone}, r.Others...)
}

// withPhones gives the resident these phones, each once.
func (r Resident) withPhones(all []string) Resident {
	var once []string
	for _, p := range all {
		if p != "" && !slices.Contains(once, p) && len(once) < mostPhones {
			once = append(once, p)
		}
	}
	r.Phone, r.Others = "", nil
	if len(once) > 0 {
		r.Phone = once[0]
	}
	if len(once) > 1 {
		r.Others = once[1:]
	}
	return r
}

// Equal tells whether both say the same; whoever has an ID has it for himself.
func (r Resident) Equal(o Resident) bool {
	return r.Room == o.Room && r.Name == o.Name && r.As == o.As && r.Note == o.Note && slices.Equal(r.Phones(), o.Phones())
}

// SamePerson tells whether both are one person of one room: by the name, or
// where neither has one by a phone.
func (r Resident) SamePerson(o Resident) bool {
	if RoomKey(r.Room) != RoomKey(o.Room) || nameKey(r.Name) != nameKey(o.Name) {
		return false
	}
	return r.Name != "" || shares(r, o)
}

// Title is the name, or what stands for it where only a phone is known.
func (r Resident) Title() string {
	if r.Name == "" {
		return r.Phone
	}
	return r.Name
}

// Tidy writes the resident's blanks as they are kept: the room as RoomNumber
// has it, names without the spaces that align them, phones as ReadPhones has
// them. What is no phone number stays as it was typed, for Check to name.
func (r Resident) Tidy() Resident {
	r.Room, r.Name = RoomNumber(r.Room), TidyName(r.Name)
	r.Note = strings.Join(strings.Fields(strings.ToValidUTF8(r.Note, "")), " ")
	var phones []string
	for _, typed := range r.Phones() {
		read, rest := ReadPhones(typed)
		phones = append(phones, read...)
		if strings.Trim(rest, " ") != "" || len(read) == 0 {
			phones = append(phones, strings.TrimSpace(rest))
		}
	}
	return r.withPhones(phones)
}

// Check says in one sentence what is wrong with a tidied resident, as a
// Refusal, and nil when nothing is.
func (r Resident) Check() error {
	switch {
	case r.Room == "":
		return forms.Refusal("请填写房号。")
	case RoomKey(r.Room) == "" || len([]rune(r.Room)) > longestRoom:
		return forms.Refusal("房号“" + forms.Clip(r.Room) + "”看不懂，请写成 3-2-501 或 3栋2单元501 这样的房号。")
	case r.Name == "" && r.Phone == "":
		return forms.Refusal("请填写姓名或电话。")
	case len([]rune(r.Name)) > longestName:
		return forms.Refusal("姓名太长，请控制在四十字以内。")
	case len([]rune(r.Note)) > longestNote:
		return forms.Refusal("备注太长，请控制在二百字以内。")
	case !slices.Contains([]forms.As{"", forms.Owner, forms.Tenant, forms.Others}, r.As):
		return forms.Refusal("身份请从业主、租户、其他中选一项。")
	}
	for _, text := range append([]string{r.Room, r.Name, r.Note}, r.Phones()...) {
		if _, n := paper.WithoutIDs(text); n > 0 {
			return forms.Refusal("住户名单里不保存身份证号，请删去身份证号再保存。")
		}
	}
	for _, p := range r.Phones() {
		if read, rest := ReadPhones(p); len(read) != 1 || read[0] != p || rest != "" {
			return forms.Refusal("电话“" + forms.Clip(p) + "”不像电话号码，请检查位数。")
		}
	}
	return nil
}

// TidyName is a name without the spaces that lists align names with: 张　伟 is
// 张伟. Spaces of names in Latin letters stay, one at a time.
func TidyName(name string) string {
	words := strings.Fields(paper.Narrow(strings.ToValidUTF8(name, "")))
	var out strings.Builder
	for i, w := range words {
		if i > 0 && latin(words[i-1][len(words[i-1])-1]) && latin(w[0]) {
			out.WriteByte(' ')
		}
		out.WriteString(w)
	}
	return out.String()
}

func latin(b byte) bool { return b > ' ' && b < 128 }

// nameKey is a name as names are compared.
func nameKey(name string) string { return strings.ToLower(TidyName(name)) }
