package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/serve"
)

func newServe(s *settings) *cobra.Command {
	var addr string
	var noCache bool
	var hosts []string
	var poll time.Duration
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "预览网站，改动即时可见",
		Long: `在本机预览网站。保存文稿后页面自动刷新；有问题时在页面上显示，上一版仍可浏览。

预览包含草稿和未到发布时间的内容，均有标记。预览不写入 public 文件夹。`,
		Example: `  xiangwei serve
  xiangwei serve --addr 127.0.0.1:8080`,
		Args: exactly(0, "选项即可，不要写其他内容"),
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:1314", "预览的`地址`（默认为 127.0.0.1:1314，只有本机能打开）")
	cmd.Flags().StringSliceVar(&hosts, "allow-host", nil, "另外允许的`主机名`（用局域网地址预览时）")
	cmd.Flags().DurationVar(&poll, "poll", 0, "每隔这么长`时间`查看一次改动，例如 2s（网络盘上收不到通知时用）")
	cmd.Flags().BoolVar(&noCache, "no-cache", false, "每次改动都全部重新生成")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		root, err := s.root()
		if err != nil {
			return err
		}
		seen := stampsIn(filepath.Join(s.source, "public"))
		p := newPreview(noCache)
		server, err := serve.New(serve.Options{
			Root: root, Addr: addr, AllowHosts: hosts, Poll: poll,
			Build: func(ctx context.Context, early func(func(string) ([]byte, bool))) (*build.Result, error) {
				o, err := s.options()
				if err != nil {
					return nil, err
				}
				o.Preview, o.Stamps, o.Early = true, seen, early
				result, err := p.build(ctx, o)
				if err == nil {
					seen = stampsOf(result)
				}
				return result, err
			},
			Log: func(e serve.Event) { fmt.Fprintln(cmd.OutOrStdout(), e) },
		})
		if err != nil {
			return err
		}
		return server.Run(cmd.Context())
	}
	return cmd
}
