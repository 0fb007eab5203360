package attachment

import (
	"bytes"
	"encoding/binary"
	"strings"
)

func isPicture(data []byte) bool {
	for _, magic := range []string{"\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n", "GIF8", "BM", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return magic != "BM" || len(data) > 14 && bytes.Equal(data[6:10], make([]byte, 4))
		}
	}
	return bytes.HasPrefix(data, []byte("RIFF")) && len(data) >= 12 && string(data[8:12]) == "WEBP"
}

// picture reads what a camera or an editor wrote beside the picture (Exif 2.3): where it was taken, and by whom.
func (r *reader) picture(at string, data []byte) {
	r.IsPhoto = r.IsPhoto || at == ""
	r.Pictures++
	switch {
	case data[0] == 0xFF:
		r.jpeg(at, data)
	case data[0] == 0x89:
		r.png(at, data)
	case bytes.HasPrefix(data, []byte("RIFF")):
		r.webp(at, data)
	case data[0] == 'I' || data[0] == 'M':
		r.exif(at, data)
	}
}

// jpeg goes through the segments up to the picture itself.
func (r *reader) jpeg(at string, data []byte) {
	for i := 2; i+4 <= len(data) && data[i] == 0xFF; {
		marker, size := data[i+1], int(data[i+2])<<8|int(data[i+3])
		if marker == 0xFF || marker >= 0xD0 && marker <= 0xD8 {
			i++
			continue
		}
		if marker == 0xDA || size < 2 || i+2+size > len(data) {
			return
		}
		body := data[i+4 : i+2+size]
		switch {
		case marker == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			r.exif(at, body[6:])
		case marker == 0xE1 && bytes.Contains(body, []byte("GPSLatitude")):
			r.Notes = append(r.Notes, Note{at, LabelPlace, ""}) // XMP
		case marker == 0xFE:
			r.note(at, "图片注释", string(body))
		}
		i += 2 + size
	}
}

func (r *reader) png(at string, data []byte) {
	for i := 8; i+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[i:]))
		if size < 0 || size > len(data)-i-12 {
			return
		}
		body := data[i+8 : i+8+size]
		switch string(data[i+4 : i+8]) {
		case "eXIf":
			r.exif(at, body)
		case "tEXt":
			if key, value, ok := bytes.Cut(body, []byte{0}); ok && string(key) == "Author" {
				r.note(at, LabelAuthor, string(value))
			}
		}
		i += 12 + size
	}
}

func (r *reader) webp(at string, data []byte) {
	for i := 12; i+8 <= len(data); {
		size := int(binary.LittleEndian.Uint32(data[i+4:]))
		if size < 0 || size > len(data)-i-8 {
			return
		}
		if string(data[i:i+4]) == "EXIF" {
			r.exif(at, bytes.TrimPrefix(data[i+8:i+8+size], []byte("Exif\x00\x00")))
		}
		i += 8 + size + size&1
	}
}

// LabelPlace and LabelAuthor are labels of notes.
const (
	LabelPlace  = "拍摄位置"
	LabelAuthor = "作者"
)

// Tags of Exif 2.3 that speak of persons and places.
const (
	tagArtist = 0x013B
	tagGPS    = 0x8825
	tagAuthor = 0x9C9D // of Windows Explorer, UTF-16
)

// exif reads the first directory of a TIFF structure.
func (r *reader) exif(at string, t []byte) {
	var order binary.ByteOrder = binary.LittleEndian
	if len(t) < 8 {
		return
	}
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	dir := int(order.Uint32(t[4:]))
	if dir < 8 || dir > len(t)-2 {
		return
	}
	n := int(order.Uint16(t[dir:]))
	for i := range n {
		at12 := dir + 2 + 12*i
		if at12+12 > len(t) {
			return
		}
		tag, count, value := order.Uint16(t[at12:]), int(order.Uint32(t[at12+4:])), int(order.Uint32(t[at12+8:]))
		switch tag {
		case tagGPS:
			if hasPosition(t, value, order) {
				r.Notes = append(r.Notes, Note{at, LabelPlace, ""})
			}
		case tagArtist, tagAuthor:
			from := value
			if count <= 4 {
				from = at12 + 8
			}
			if count > 0 && count < 1000 && from >= 0 && from <= len(t)-count {
				r.note(at, LabelAuthor, strings.ReplaceAll(string(t[from:from+count]), "\x00", ""))
			}
		}
	}
}

// hasPosition reports whether a GPS directory holds a latitude: some cameras write the directory without one.
func hasPosition(t []byte, dir int, order binary.ByteOrder) bool {
	if dir < 8 || dir > len(t)-2 {
		return false
	}
	for i := range int(order.Uint16(t[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > len(t) {
			return false
		}
		if order.Uint16(t[at:]) == 2 {
			return true
		}
	}
	return false
}
