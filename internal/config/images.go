package config

import "slices"

// Images says how pictures beside the records are prepared for pages.
type Images struct {
	Largest int   `toml:"largest"` // pixels across; no published picture is wider
	Widths  []int `toml:"widths"`  // pixels across, of the smaller variants for small screens
	Quality int   `toml:"quality"` // of JPEG
}

// defaultImages fits the measure of the built-in theme: 664 pixels on screens of one and two dots to the pixel.
func defaultImages() Images { return Images{Largest: 1600, Widths: []int{480, 960}, Quality: 82} }

// images checks what the file says of pictures.
func (r *reader) images() {
	i, known := &r.cfg.Images, defaultImages()
	if i.Largest < 320 || i.Largest > 8000 {
		r.fail([]string{"images", "largest"}, "largest 须在 320 到 8000 之间，实为 %d", i.Largest)
		i.Largest = known.Largest
	}
	if i.Quality < 40 || i.Quality > 100 {
		r.fail([]string{"images", "quality"}, "quality 须在 40 到 100 之间，实为 %d", i.Quality)
		i.Quality = known.Quality
	}
	for n, w := range i.Widths {
		if w < 100 || w > i.Largest {
			r.failAt(n, []string{"images", "widths"}, "widths 里的宽度须在 100 到 largest（%d）之间，实为 %d", i.Largest, w)
		}
	}
	i.Widths = slices.DeleteFunc(slices.Clone(i.Widths), func(w int) bool { return w < 100 || w > i.Largest })
	slices.Sort(i.Widths)
	i.Widths = slices.Compact(i.Widths)
}
