"""Who receives what, and how: outlets with a work contact and nothing more, channels, sealed lists, receipts."""
