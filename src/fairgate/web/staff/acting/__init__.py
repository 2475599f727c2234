"""What the pages of every act share: fill in, check, confirm."""
