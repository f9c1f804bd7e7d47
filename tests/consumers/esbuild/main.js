import "prescreener/element";
