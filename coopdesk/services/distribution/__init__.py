"""From a year's figures to the money in members' hands: schemes, drafts, resolutions, payment."""
