package attachment

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"

	tifflzw "golang.org/x/image/tiff/lzw"
)

var errFilter = errors.New("unsupported filter")

// inflate undoes the filters of a stream, within the limits of the file. What a damaged stream gives up to the damage is
// returned.
func (f *pdfFile) inflate(s pdfStream) ([]byte, error) {
	filters, params := list(f.get(s.dict["Filter"])), list(f.get(s.dict["DecodeParms"]))
	data := s.raw
	if len(filters) > 8 {
		return nil, errFilter
	}
	for i, filter := range filters {
		name, _ := f.get(filter).(pdfName)
		var err error
		var param pdfDict
		if i < len(params) {
			param = f.dict(params[i])
		}
		if data, err = f.filter(name, param, data); err != nil {
			return nil, err
		}
		if i < len(params) {
			if data, err = unpredict(data, param); err != nil {
				return nil, err
			}
		}
	}
	return data, nil
}

func list(v any) pdfArray {
	switch v := v.(type) {
	case nil:
		return nil
	case pdfArray:
		return v
	}
	return pdfArray{v}
}

func (f *pdfFile) filter(name pdfName, param pdfDict, data []byte) ([]byte, error) {
	var in io.Reader
	switch name {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, errFilter
		}
		in = z
	case "LZWDecode", "LZW":
		in = unpackLZW(param, data)
	case "ASCII85Decode", "A85":
		data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
		if k := bytes.IndexByte(data, '~'); k >= 0 {
			data = data[:k]
		}
		in = ascii85.NewDecoder(bytes.NewReader(data))
	case "ASCIIHexDecode", "AHx":
		l := &pdfLexer{data: append([]byte("<"), data...)}
		return l.hex(), nil
	case "Crypt":
		return data, nil
	default:
		return nil, errFilter
	}
	out, _ := io.ReadAll(io.LimitReader(in, f.r.left+1))
	if int64(len(out)) > f.r.left {
		f.r.left = 0
		return nil, errTooBig
	}
	f.r.left -= int64(len(out))
	return out, nil
}

// unpackLZW reads a stream of LZW codes (7.4.4.2), whose width grows one code early unless EarlyChange is 0.
func unpackLZW(param pdfDict, data []byte) io.Reader {
	if early, ok := param["EarlyChange"].(float64); ok && early == 0 {
		return lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
	}
	return tifflzw.NewReader(bytes.NewReader(data), tifflzw.MSB, 8)
}

// unpredict undoes the PNG predictors (7.4.4.4), which streams of objects may have.
func unpredict(data []byte, params pdfDict) ([]byte, error) {
	predictor, _ := params["Predictor"].(float64)
	if predictor < 2 {
		return data, nil
	}
	columns, ok := params["Columns"].(float64)
	if !ok {
		columns = 1
	}
	if predictor < 10 || columns < 1 || columns > 1<<16 || params["Colors"] != nil && params["Colors"] != 1.0 {
		return nil, errFilter
	}
	width := int(columns)
	above := make([]byte, width)
	var out []byte
	for ; len(data) > 1; data = data[min(len(data), width+1):] {
		row := append([]byte(nil), data[1:min(len(data), width+1)]...)
		for i := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			switch data[0] {
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, row...)
		copy(above, row)
	}
	return out, nil
}

// paeth is the predictor of that name (RFC 2083, 6.6).
func paeth(a, b, c byte) byte {
	distance := func(x byte) int {
		d := int(a) + int(b) - int(c) - int(x)
		return max(d, -d)
	}
	switch pa, pb, pc := distance(a), distance(b), distance(c); {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
