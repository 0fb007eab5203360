package serve

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// expected reports whether a request is addressed to a name this server answers to. A page elsewhere can point its own
// host name at 127.0.0.1 and would then count as the same origin (DNS rebinding); the Host header still tells the name
// it used. An address is no name, so the one the connection came in on is safe.
func (s *Server) expected(r *http.Request) bool {
	host, port := splitHost(r.Host)
	if slices.ContainsFunc(s.o.AllowHosts, func(allowed string) bool {
		name, only := splitHost(allowed)
		return name != "" && name == host && (only == "" || only == port)
	}) {
		return true
	}
	own, ok := s.listener.Addr().(*net.TCPAddr)
	if !ok {
		return false
	}
	if port == "" {
		port = "80" // browsers leave out the port of the scheme
	}
	if _, right, err := net.SplitHostPort(own.String()); err != nil || port != right {
		return false
	}
	ip := net.ParseIP(host)
	if ip == nil {
		return host == "localhost"
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ip.Equal(net.IPv4(127, 0, 0, 1)) || ip.Equal(net.IPv6loopback) || ok && ip.Equal(local.IP)
}

// splitHost takes "host", "host:port", "[::1]" or "[::1]:port" apart, in lower case and without brackets.
func splitHost(s string) (host, port string) {
	s = strings.ToLower(strings.TrimSpace(s))
	if h, p, err := net.SplitHostPort(s); err == nil {
		return h, p
	}
	return strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"), ""
}
