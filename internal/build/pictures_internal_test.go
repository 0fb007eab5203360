package build

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/picture"
)

func FuzzDecodePicture(f *testing.F) {
	whole := picture.Result{Main: picture.Variant{Width: 3, Height: 2, Format: picture.PNG, Data: []byte("abc")}, Smaller: []picture.Variant{{Width: 1, Height: 1, Format: picture.JPEG, Data: []byte{}}}}
	f.Add(encodePicture(whole))
	f.Add([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01})
	f.Fuzz(func(t *testing.T, data []byte) {
		r, ok := decodePicture(data)
		if !ok {
			return
		}
		again, ok := decodePicture(encodePicture(r))
		if d := cmp.Diff(r, again); !ok || d != "" {
			t.Errorf("what was read is written otherwise: %s", d)
		}
	})
}
