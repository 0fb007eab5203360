package build

import (
	"fmt"

	"xiangwei/internal/cache"
	"xiangwei/internal/content"
)

// Cache is what builds of one site remember of each other. A nil one remembers nothing.
type Cache struct {
	Recorder *cache.Recorder // through which the site is read
	Texts    *cache.Store    // what the reading of texts came to
	Bodies   *cache.Store    // the text of bodies; once a build is over, that of texts that were recalled is out of reach
	Pages    *cache.Store    // what the inspection of pages came to
	Folder   cache.Folder    // where pictures are kept
	Program  string          // names the build of the program
	Seen     *Seen           // by the build that left Earlier behind; nil for nothing
	Warm     *Warm           // what stays in memory from build to build; then it has the texts. Nil for nothing
}

// texts returns the cache of texts for what has been read so far: the configuration, the kinds and the lists of words.
func (c *Cache) texts(b *builder) (*content.Cache, error) {
	if c == nil {
		return nil, nil
	}
	b.context = c.Program + "\n" + c.Recorder.Sum()
	texts, err := content.NewCache(c.Texts, c.Bodies, b.context, b.result.Kinds, b.result.Config.Zone, b.Now, c.Recorder.Known)
	if err == nil && c.Warm != nil {
		texts = texts.In(c.Warm.texts, b.result.Kinds)
	}
	return texts, err
}

func (c *Cache) looks() *cache.Store {
	if c == nil {
		return nil
	}
	return c.Pages
}

func (c *Cache) keepTexts() {
	if c == nil {
		return
	}
	if c.Texts.Save(); c.Warm != nil {
		c.Warm.texts.Tidy()
	}
}

// keepBodies keeps bodies when none is wanted any more. Where one was not to be had, nothing that was made counts.
func (c *Cache) keepBodies() error {
	if c == nil {
		return nil
	}
	if err := c.Bodies.Sound(); err != nil {
		return fmt.Errorf("recalling texts: %w", err)
	}
	c.Bodies.Save()
	return nil
}

func (c *Cache) keepPages() {
	if c != nil {
		c.Pages.Save()
	}
}
