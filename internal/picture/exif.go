package picture

import (
	"bytes"
	"encoding/binary"
)

// tagOrientation is the tag of Exif 2.3 that says how the picture must be turned to stand upright.
const tagOrientation = 0x0112

// orientation returns how a picture must be turned, from 1 (not at all) to 8.
func orientation(f Format, data []byte) int {
	t := exifOf(f, data)
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	dir := int64(order.Uint32(t[4:]))
	if dir < 8 || dir > int64(len(t))-2 {
		return 1
	}
	for i := range int64(order.Uint16(t[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > int64(len(t)) {
			return 1
		}
		if order.Uint16(t[at:]) == tagOrientation {
			if v := int(order.Uint16(t[at+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}

// exifOf returns the Exif data of a picture, which has the form of a TIFF file.
func exifOf(f Format, data []byte) []byte {
	switch f {
	case JPEG:
		for i := 2; i+4 <= len(data) && data[i] == 0xFF; {
			if data[i+1] == 0xFF {
				i++
				continue
			}
			size := int(binary.BigEndian.Uint16(data[i+2:]))
			if data[i+1] == markerSOS || size < 2 || i+2+size > len(data) {
				return nil
			}
			if body, ok := bytes.CutPrefix(data[i+4:i+2+size], []byte("Exif\x00\x00")); ok && data[i+1] == 0xE1 {
				return body
			}
			i += 2 + size
		}
	case PNG:
		return chunk(data, len(pngMark), "eXIf", func(b []byte) (int64, int64, int64) {
			return int64(binary.BigEndian.Uint32(b)), 4, 12
		})
	case WebP:
		t := chunk(data, 12, "EXIF", func(b []byte) (int64, int64, int64) {
			size := int64(binary.LittleEndian.Uint32(b[4:]))
			return size, 0, 8 + size&1
		})
		return bytes.TrimPrefix(t, []byte("Exif\x00\x00"))
	}
	return nil
}

// chunk returns the body of the first chunk of a name. The form tells of a chunk's head how long its body is, where its
// name stands, and how much the chunk is longer than its body.
func chunk(data []byte, from int, name string, form func(head []byte) (size, at, more int64)) []byte {
	for i := int64(from); i+12 <= int64(len(data)); {
		size, at, more := form(data[i:])
		if size > int64(len(data))-i-8 {
			return nil
		}
		if string(data[i+at:i+at+4]) == name {
			return data[i+8 : i+8+size]
		}
		i += size + more
	}
	return nil
}
