package forms

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"frontdesk/forms/paper"
)

// Stock is so many of a thing that belong on the post (物品清点, S0/6).
type Stock struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// StockText writes the list down, a thing to a line.
func StockText(list []Stock) string {
	var b strings.Builder
	for _, x := range list {
		fmt.Fprintf(&b, "%s %d\n", x.Name, x.Count)
	}
	return b.String()
}

var stockForm = regexp.MustCompile(`^(.*?)[\s:：,，、×xX*]*([\d０-９]{1,4})\s*[^\d０-９\s]{0,2}$`)

// mostStock is how many things a post has at most.
const mostStock = 40

// ParseStock reads the list as a supervisor types it: a thing to a line, its
// number at the end. It returns a Refusal that names the line.
func ParseStock(text string) ([]Stock, error) {
	var out []Stock
	seen := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		m := stockForm.FindStringSubmatch(line)
		if m == nil {
			return nil, Refusal("“" + Clip(line) + "”没有看懂：请每行写一种物品，名称后面写数量，例如 对讲机 2。")
		}
		name := strings.TrimSpace(m[1])
		n, _ := strconv.Atoi(paper.Narrow(m[2])) // the pattern lets only digits through
		switch {
		case name == "":
			return nil, Refusal("“" + Clip(line) + "”没有写物品名称。")
		case len([]rune(name)) > 20:
			return nil, Refusal("“" + Clip(name) + "”太长，请把名称写短一些。")
		case seen[name]:
			return nil, Refusal("“" + name + "”写了两次。")
		}
		seen[name] = true
		out = append(out, Stock{name, n})
	}
	if len(out) > mostStock {
		return nil, Refusal(fmt.Sprintf("物品太多，最多 %d 种。", mostStock))
	}
	return out, nil
}
