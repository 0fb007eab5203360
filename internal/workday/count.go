package workday

import "xiangwei/internal/date"

// Add returns the n-th working day after d. The starting day is not counted, whether it is a working day or not
// (民法典第二百零一条). A negative n goes back: the n-th working day before d. Zero returns d itself, even on a day off.
func (c *Calendar) Add(d date.Day, n int) (date.Day, error) {
	i, err := c.index(d)
	if err != nil {
		return date.Day{}, err
	}
	if n == 0 {
		return d, nil
	}
	// Tested before the sum, which a huge n would overflow.
	if n > len(c.days) {
		return date.Day{}, c.missing(c.last + 1)
	}
	if n < -len(c.days) {
		return date.Day{}, c.missing(c.first.Year - 1)
	}
	at := c.before[i] + n
	if n > 0 {
		at = c.before[i+1] + n - 1
	}
	switch {
	case at >= len(c.days):
		return date.Day{}, c.missing(c.last + 1)
	case at < 0:
		return date.Day{}, c.missing(c.first.Year - 1)
	}
	return c.days[at], nil
}

// Count returns how many working days lie after from, up to and including to; it is negative when to is earlier, and
// then counts to but not from. It undoes Add: Count(d, Add(d, n)) is n.
func (c *Calendar) Count(from, to date.Day) (int, error) {
	i, err := c.index(from)
	if err != nil {
		return 0, err
	}
	j, err := c.index(to)
	if err != nil {
		return 0, err
	}
	if j >= i {
		return c.before[j+1] - c.before[i+1], nil
	}
	return c.before[j] - c.before[i], nil
}

// Between returns the working days from the first day to the last, both included, in order; none when last is earlier.
func (c *Calendar) Between(first, last date.Day) ([]date.Day, error) {
	i, err := c.index(first)
	if err != nil {
		return nil, err
	}
	j, err := c.index(last)
	if err != nil || j < i {
		return nil, err
	}
	return append([]date.Day(nil), c.days[c.before[i]:c.before[j+1]]...), nil
}
