package paper

import (
	"fmt"
	"math"
	"strconv"
)

// Chart is figures drawn as columns. It prints on an office printer without
// colours, so series are told apart by how dark they are; red is kept for late
// and urgent.
type Chart struct {
	Title   string
	Unit    string   // behind the numbers, such as %; empty for counts
	Across  []string // what each group of columns is about
	Series  []Series // one column in each group; at most four
	Stacked bool     // one on the other, as parts of a whole
}

// Series is the figures of one kind, one for each of what is across. They are
// not negative.
type Series struct {
	Name   string
	Values []float64
}

// Tones are how dark the series of a chart are, from 0 (paper) to 1 (ink).
var Tones = []float64{0.72, 0.38, 0.14, 0}

// Plot is a chart; nothing else stands in its cell. The row it stands in should
// give it 50 mm at least; it gets no less than leastChart.
func Plot(c Chart) Cell { return Cell{Chart: &c} }

// leastChart is how high a chart is at least, mm.
const leastChart = 36.0

// Drawing is a chart as it is drawn, in millimetres from the upper left corner
// of the paper: first its fills, then its rules, then its words.
type Drawing struct {
	Fills []Fill
	Rules []Stretch
	Words []Box
}

// Stretch is a place on the paper, mm. A rule has no width, or no height.
type Stretch struct{ X, Y, W, H float64 }

// Fill is a column of a chart, or the sample of its tone in the legend.
type Fill struct {
	Stretch
	Tone float64 // see Tones
}

// Sizes of a chart's parts, mm, and of its type, points.
const (
	chartEdge   = 2.0
	chartTitle  = 10.5 // with the number of a column as high as the axis
	chartLegend = 6.0
	chartNames  = 5.5
	chartScale  = 10.0 // where the numbers of the axis stand
	chartPoints = 8.0
	titlePoints = 10.0
)

// ChartDrawing draws the chart of a box; nothing where it has none.
func (b Box) ChartDrawing() Drawing {
	if b.Chart == nil {
		return Drawing{}
	}
	d := &plotter{c: b.Chart, frame: Stretch{b.X + chartEdge, b.Y + chartEdge, b.W - 2*chartEdge, b.H - 2*chartEdge}}
	d.plot = Stretch{
		X: d.frame.X + chartScale, Y: d.frame.Y + chartTitle,
		W: d.frame.W - chartScale, H: d.frame.H - chartTitle - chartNames - chartLegend,
	}
	d.most, d.step = axis(b.Chart.most())
	d.heading()
	d.axes()
	d.columns()
	d.legend()
	return d.out
}

type plotter struct {
	c           *Chart
	frame, plot Stretch
	most, step  float64
	out         Drawing
}

// most is the highest column.
func (c *Chart) most() float64 {
	top := 0.0
	for i := range c.Across {
		sum := 0.0
		for _, s := range c.Series {
			sum += s.At(i)
			if !c.Stacked {
				top = max(top, s.At(i))
			}
		}
		if c.Stacked {
			top = max(top, sum)
		}
	}
	return top
}

// At is figure i; 0 where there is none.
func (s Series) At(i int) float64 {
	if i >= len(s.Values) {
		return 0
	}
	return max(s.Values[i], 0)
}

// axis gives the end of an axis that reaches over most, and its step: 1, 2 or 5
// times a power of ten, so that four or five rules stand on it.
func axis(most float64) (end, step float64) {
	if most <= 0 {
		return 4, 1
	}
	step = math.Pow(10, math.Floor(math.Log10(most/2)))
	for _, x := range []float64{1, 2, 2.5, 5, 10} {
		if most/(step*x) <= 5 {
			step *= x
			break
		}
	}
	step = max(step, 1) // what is counted comes whole
	return math.Ceil(most/step-1e-9) * step, step
}

func (d *plotter) word(s string, at Stretch, align Align, points float64, bold bool) {
	d.out.Words = append(d.out.Words, Box{
		X: at.X, Y: at.Y, W: at.W, H: at.H, Lines: []Line{{{Text: s}}}, Points: points, Bold: bold, Align: align, Bare: true,
	})
}

func (d *plotter) heading() {
	d.word(d.c.Title, Stretch{d.frame.X, d.frame.Y, d.frame.W, chartTitle - 1}, Mid, titlePoints, true)
}

// axes draws the rules across, and their numbers.
func (d *plotter) axes() {
	for v := 0.0; v <= d.most+d.step/2; v += d.step {
		y := d.y(v)
		d.out.Rules = append(d.out.Rules, Stretch{d.plot.X, y, d.plot.W, 0})
		d.word(d.number(v), Stretch{d.frame.X, y - 2, chartScale, 4}, Right, chartPoints, false)
	}
}

// y is the height of a value.
func (d *plotter) y(v float64) float64 { return d.plot.Y + d.plot.H*(1-v/d.most) }

func (d *plotter) number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) + d.c.Unit
}

// columns draws a group for each of what is across, and its name below as often
// as there is room.
func (d *plotter) columns() {
	n := len(d.c.Across)
	if n == 0 {
		return
	}
	slot := d.plot.W / float64(n)
	side := 1
	if !d.c.Stacked {
		side = max(len(d.c.Series), 1)
	}
	wide := min(slot*0.7/float64(side), 14)
	every := d.every(slot)
	for i, name := range d.c.Across {
		x := d.plot.X + slot*(float64(i)+0.5) - wide*float64(side)/2
		base := 0.0
		for j, s := range d.c.Series {
			v := s.At(i)
			at := Stretch{x, d.y(base + v), wide, d.y(base) - d.y(base+v)}
			if v > 0 {
				d.out.Fills = append(d.out.Fills, Fill{at, Tones[j%len(Tones)]})
			}
			d.over(v, at, slot)
			if d.c.Stacked {
				base += v
			} else {
				x += wide
			}
		}
		if i%every == 0 {
			at := Stretch{d.plot.X + slot*float64(i), d.plot.Y + d.plot.H, slot * float64(every), chartNames}
			if every > 1 {
				at.X -= slot * float64(every-1) / 2
			}
			d.word(name, at, Mid, chartPoints, false)
		}
	}
}

// every is of how many groups one is named.
func (d *plotter) every(slot float64) int {
	widest := 0.0
	for _, s := range d.c.Across {
		widest = max(widest, Width(s, false)*chartPoints*MM+1)
	}
	return max(int(math.Ceil(widest/slot)), 1)
}

// over writes a column's number over it, where it has room.
func (d *plotter) over(v float64, at Stretch, slot float64) {
	s := d.number(v)
	wide := Width(s, false) * chartPoints * MM
	switch {
	case v <= 0 || d.c.Stacked, wide > at.W && wide*float64(len(d.c.Series)) > slot:
		return
	}
	d.word(s, Stretch{at.X - 4, at.Y - 4, at.W + 8, 4}, Mid, chartPoints, false)
}

// legend names the series below the chart.
func (d *plotter) legend() {
	const sample, gap = 3.0, 6.0
	total := -gap
	wide := func(s Series) float64 { return sample + 1.5 + Width(s.Name, false)*chartPoints*MM }
	for _, s := range d.c.Series {
		total += wide(s) + gap
	}
	x, y := d.frame.X+(d.frame.W-total)/2, d.frame.Y+d.frame.H-chartLegend
	for i, s := range d.c.Series {
		d.out.Fills = append(d.out.Fills, Fill{Stretch{x, y + (chartLegend-sample)/2 + 0.3, sample, sample}, Tones[i%len(Tones)]})
		d.word(s.Name, Stretch{x + sample + 1.5 - PadX, y, wide(s), chartLegend}, Left, chartPoints, false)
		x += wide(s) + gap
	}
}

// Words is the chart's figures as text, for search and for those who cannot see
// it: 投诉 100%、30%.
func (c *Chart) Words() string {
	out := c.Title
	for i, name := range c.Across {
		out += fmt.Sprintf("\n%s", name)
		for _, s := range c.Series {
			out += fmt.Sprintf(" %s %s%s", s.Name, strconv.FormatFloat(math.Round(s.At(i)*10)/10, 'f', -1, 64), c.Unit)
		}
	}
	return out
}
