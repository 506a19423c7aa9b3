"""The forms of the screens, fiches apart: each checks what was typed and says what to mend."""
