package build

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"xiangwei/internal/cache"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/picture"
	"xiangwei/internal/render"
)

var (
	rulePictureLarge = diag.Rule{ID: "picture/large", Severity: diag.Error, Title: "图片过大",
		Doc: "图片的像素太多，电脑的内存可能不够处理。用看图软件把图片缩小到宽 4000 像素以内再放进来，网页上看不出差别。"}
	rulePictureDamaged = diag.Rule{ID: "picture/damaged", Severity: diag.Error, Title: "图片打不开",
		Doc: "图片损坏，或者不是网页能显示的 JPEG、PNG、WebP、GIF、SVG。打不开就无法清除里面的拍摄位置等信息，不能发布。用看图软件打开，另存为 JPEG 或 PNG。"}

	pictureRules = []diag.Rule{rulePictureLarge, rulePictureDamaged}
)

// pictureEndings are the endings of pictures that are prepared.
var pictureEndings = []string{".jpg", ".jpeg", ".png", ".webp", ".gif"}

func isPicture(name string) bool {
	return slices.Contains(pictureEndings, strings.ToLower(path.Ext(name)))
}

// pictures prepares the pictures pages ask for, each once, whoever asks. It may be used from many goroutines.
type pictures struct {
	site    fs.FS
	options picture.Options
	cache   *cache.Folder // nil keeps nothing
	room    chan struct{} // how many may be unpacked at a time: each may take 200 MB

	mu   sync.Mutex
	made map[string]*prepared
}

// prepared is one picture.
type prepared struct {
	once   sync.Once
	result picture.Result
	err    error
}

// pictureForm is raised when what is made of a picture changes.
const pictureForm = "1"

func (b *builder) newPictures() *pictures {
	c := b.result.Config.Images
	p := &pictures{site: b.Site, options: picture.Options{Largest: c.Largest, Widths: c.Widths, Quality: c.Quality},
		room: make(chan struct{}, 2), made: map[string]*prepared{}}
	if b.Cache != nil {
		p.cache = &b.Cache.Folder
	}
	return p
}

func (p *pictures) prepare(name string) *prepared {
	p.mu.Lock()
	one := p.made[name]
	if one == nil {
		one = &prepared{}
		p.made[name] = one
	}
	p.mu.Unlock()
	one.once.Do(func() { one.result, one.err = p.process(name) })
	return one
}

func (p *pictures) process(name string) (picture.Result, error) {
	data, err := fs.ReadFile(p.site, content.Folder+"/"+name)
	if err != nil {
		return picture.Result{}, fmt.Errorf("reading picture: %w", err)
	}
	sum := sha256.Sum256(data)
	kept := cache.Name("picture-", fmt.Sprint(pictureForm, p.options, hex.EncodeToString(sum[:])))
	if p.cache != nil {
		if raw, ok := p.cache.Load(kept); ok {
			if r, ok := decodePicture(raw); ok {
				return r, nil
			}
		}
	}
	p.room <- struct{}{}
	r, err := picture.Process(data, p.options)
	<-p.room
	if err == nil && p.cache != nil {
		p.cache.Save(kept, encodePicture(r))
	}
	return r, err
}

// view returns how a picture is published, for its page; false for other files.
func (p *pictures) view(name string) (render.Picture, bool) {
	if !isPicture(name) {
		return render.Picture{}, false
	}
	one := p.prepare(name)
	if one.err != nil {
		return render.Picture{}, true
	}
	main := one.result.Main
	v := render.Picture{Path: picturePath(name, main), Width: main.Width, Height: main.Height}
	for _, s := range one.result.Smaller {
		v.Smaller = append(v.Smaller, render.Narrow{Path: narrowPath(name, s), Width: s.Width})
	}
	return v, true
}

// picturePath keeps the address of a picture but for one whose form is another now.
func picturePath(name string, v picture.Variant) string {
	if formatOf(name) == v.Format {
		return name
	}
	return name + ending(v.Format)
}

// narrowPath returns the address of a smaller variant, which no author gives a file by chance: photo.480w.jpg.
func narrowPath(name string, v picture.Variant) string {
	return fmt.Sprintf("%s.%dw%s", strings.TrimSuffix(name, path.Ext(name)), v.Width, ending(v.Format))
}

func formatOf(name string) picture.Format {
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	if ext == "jpg" {
		return picture.JPEG
	}
	return picture.Format(ext)
}

func ending(f picture.Format) string {
	if f == picture.JPEG {
		return ".jpg"
	}
	return "." + string(f)
}

// files returns the files of a used picture, or the problem with it. The error is for one that cannot be read.
func (p *pictures) files(name string) ([]output.File, diag.List, error) {
	one := p.prepare(name)
	pos := diag.Pos{File: content.Folder + "/" + name}
	var large *picture.TooLargeError
	switch {
	case errors.As(one.err, &large):
		return nil, diag.List{rulePictureLarge.At(pos, "图片宽 %d、高 %d 像素，过大", large.Width, large.Height).
			WithHint("用看图软件把图片缩小到宽 4000 像素以内")}, nil
	case errors.Is(one.err, picture.ErrFormat):
		return nil, diag.List{rulePictureDamaged.At(pos, "图片打不开").WithHint("用看图软件打开，另存为 JPEG 或 PNG")}, nil
	case one.err != nil:
		return nil, nil, one.err
	}
	main := one.result.Main
	files := []output.File{{Path: picturePath(name, main), Data: main.Data, Group: output.Asset, Owner: pos}}
	for _, s := range one.result.Smaller {
		files = append(files, output.File{Path: narrowPath(name, s), Data: s.Data, Group: output.Asset, Owner: pos})
	}
	return files, nil, nil
}

// encodePicture writes a result for the cache: each variant with its size and form.
func encodePicture(r picture.Result) []byte {
	var b []byte
	for _, v := range append([]picture.Variant{r.Main}, r.Smaller...) {
		b = binary.AppendUvarint(b, uint64(v.Width))
		b = binary.AppendUvarint(b, uint64(v.Height))
		b = binary.AppendUvarint(b, uint64(len(v.Format)))
		b = append(b, v.Format...)
		b = binary.AppendUvarint(b, uint64(len(v.Data)))
		b = append(b, v.Data...)
	}
	return b
}

func decodePicture(b []byte) (picture.Result, bool) {
	ok := true
	number := func() int {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > 1<<32 {
			ok = false
			return 0
		}
		b = b[size:]
		return int(n)
	}
	text := func() []byte {
		n := number()
		if n > len(b) {
			ok = false
			return nil
		}
		t := b[:n:n]
		b = b[n:]
		return t
	}
	var list []picture.Variant
	for ok && len(b) > 0 {
		v := picture.Variant{Width: number(), Height: number()}
		v.Format, v.Data = picture.Format(text()), text()
		list = append(list, v)
	}
	if !ok || len(list) == 0 {
		return picture.Result{}, false
	}
	return picture.Result{Main: list[0], Smaller: list[1:]}, true
}
