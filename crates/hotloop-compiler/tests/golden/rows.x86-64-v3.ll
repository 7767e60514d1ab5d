target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca double
  %v13 = alloca double
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca i64
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca double
  %v26 = alloca double
  %v27 = alloca double
  %v28 = alloca i64
  %v29 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures40 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s9 = alloca i64
  %s13 = alloca double
  %s19 = alloca i64
  %s16 = alloca i64
  %s17 = alloca i64
  %s18 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v8
  br label %head1
head1:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v1
  %t31 = add i64 %t30, -1
  %t32 = call i64 @llvm.smax.i64(i64 %t31, i64 0)
  %t33 = icmp sgt i64 %t32, 0
  %t34 = load i64, ptr %v0.len
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  %t36 = load i64, ptr %v2.len
  %t37 = call i64 @llvm.smin.i64(i64 %t35, i64 %t36)
  %t38 = load i64, ptr %v8
  %t39 = select i1 %t33, i64 %t37, i64 %t38
  %t41 = sub i64 %t39, %t29
  %t42 = icmp sge i64 %t41, 4
  br i1 %t42, label %strips40, label %scalar40
strips40:
  %t43 = load ptr, ptr %v0
  %t44 = getelementptr i64, ptr %captures40, i64 0
  store ptr %t43, ptr %t44
  %t45 = load i64, ptr %v1
  %t46 = getelementptr i64, ptr %captures40, i64 1
  store i64 %t45, ptr %t46
  %t47 = load ptr, ptr %v2
  %t48 = getelementptr i64, ptr %captures40, i64 2
  store ptr %t47, ptr %t48
  %t49 = getelementptr i8, ptr %host, i64 40
  %t50 = load ptr, ptr %t49
  %t51 = call i64 %t50(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures40, i64 %t29, i64 %t39, i64 %t39)
  store i64 %t51, ptr %v8
  %t52 = getelementptr i8, ptr %host, i64 16
  %t53 = load i64, ptr %t52
  store i64 %t53, ptr %countdown
  br label %scalar40
scalar40:
  %t54 = load ptr, ptr %v0
  store ptr %t54, ptr %s0
  %t55 = load i64, ptr %v1
  store i64 %t55, ptr %s1
  %t56 = load ptr, ptr %v2
  store ptr %t56, ptr %s2
  %t57 = load i64, ptr %v8
  store i64 %t57, ptr %s8
  %t58 = load i64, ptr %v5
  store i64 %t58, ptr %s5
  %t59 = load i64, ptr %v6
  store i64 %t59, ptr %s6
  %t60 = load i64, ptr %v7
  store i64 %t60, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t63 = load i64, ptr %countdown
  %t64 = sub i64 %t63, 1
  store i64 %t64, ptr %countdown
  %t65 = icmp slt i64 %t64, 0
  br i1 %t65, label %poll62, label %go62, !prof !1
poll62:
  %t66 = getelementptr i8, ptr %host, i64 24
  %t67 = load ptr, ptr %t66
  %t68 = call i64 %t67(ptr %host)
  %t69 = getelementptr i8, ptr %host, i64 16
  %t70 = load i64, ptr %t69
  store i64 %t70, ptr %countdown
  %t71 = icmp ne i64 %t68, 0
  br i1 %t71, label %fail, label %go62, !prof !1
go62:
  %t72 = load i64, ptr %v8
  %t73 = load i64, ptr %v0.len
  %t74 = call i64 @llvm.smax.i64(i64 %t73, i64 0)
  %t75 = icmp slt i64 %t72, %t74
  br i1 %t75, label %body1, label %end1, !prof !0
body1:
  %t76 = load i64, ptr %v8
  store i64 %t76, ptr %v9
  %t77 = load i64, ptr %v0.dim1
  %t78 = icmp slt i64 0, %t77
  br i1 %t78, label %good79, label %fail, !prof !0
good79:
  %t80 = load i64, ptr %v8
  %t81 = load i64, ptr %v0.dim1
  %t82 = mul i64 %t80, %t81
  %t83 = add i64 %t82, 0
  %t84 = load ptr, ptr %v0.data
  %t85 = getelementptr double, ptr %t84, i64 %t83
  %t86 = load double, ptr %t85
  store double %t86, ptr %v12
  %t87 = load double, ptr %v12
  store double %t87, ptr %v13
  %t88 = load i64, ptr %v1
  %t89 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t88)
  %t90 = extractvalue {i64, i1} %t89, 1
  %t91 = xor i1 %t90, true
  br i1 %t91, label %good92, label %fail, !prof !0
good92:
  store i64 1, ptr %v16
  store i64 1, ptr %v17
  %t93 = load i64, ptr %v1
  %t94 = add i64 %t93, -1
  %t95 = call i64 @llvm.smax.i64(i64 %t94, i64 0)
  store i64 %t95, ptr %v18
  store i64 0, ptr %v19
  store i64 0, ptr %v19
  br label %head3
head3:
  %t96 = load ptr, ptr %v0
  store ptr %t96, ptr %s0
  %t97 = load i64, ptr %v1
  store i64 %t97, ptr %s1
  %t98 = load i64, ptr %v9
  store i64 %t98, ptr %s9
  %t99 = load ptr, ptr %v2
  store ptr %t99, ptr %s2
  %t100 = load double, ptr %v13
  store double %t100, ptr %s13
  %t101 = load i64, ptr %v8
  store i64 %t101, ptr %s8
  %t102 = load i64, ptr %v5
  store i64 %t102, ptr %s5
  %t103 = load i64, ptr %v6
  store i64 %t103, ptr %s6
  %t104 = load i64, ptr %v7
  store i64 %t104, ptr %s7
  %t105 = load i64, ptr %v19
  store i64 %t105, ptr %s19
  %t106 = load i64, ptr %v16
  store i64 %t106, ptr %s16
  %t107 = load i64, ptr %v17
  store i64 %t107, ptr %s17
  %t108 = load i64, ptr %v18
  store i64 %t108, ptr %s18
  store i64 2, ptr %exit_id
  ; undo flags
  %t111 = load i64, ptr %countdown
  %t112 = sub i64 %t111, 1
  store i64 %t112, ptr %countdown
  %t113 = icmp slt i64 %t112, 0
  br i1 %t113, label %poll110, label %go110, !prof !1
poll110:
  %t114 = getelementptr i8, ptr %host, i64 24
  %t115 = load ptr, ptr %t114
  %t116 = call i64 %t115(ptr %host)
  %t117 = getelementptr i8, ptr %host, i64 16
  %t118 = load i64, ptr %t117
  store i64 %t118, ptr %countdown
  %t119 = icmp ne i64 %t116, 0
  br i1 %t119, label %fail, label %go110, !prof !1
go110:
  %t120 = load i64, ptr %v19
  %t121 = load i64, ptr %v1
  %t122 = add i64 %t121, -1
  %t123 = call i64 @llvm.smax.i64(i64 %t122, i64 0)
  %t124 = icmp slt i64 %t120, %t123
  br i1 %t124, label %body3, label %end3, !prof !0
body3:
  %t125 = load i64, ptr %v19
  %t126 = add i64 %t125, 1
  %t127 = load i64, ptr %v0.dim1
  %t128 = icmp slt i64 %t126, %t127
  br i1 %t128, label %good129, label %fail, !prof !0
good129:
  %t130 = load i64, ptr %v8
  %t131 = load i64, ptr %v0.dim1
  %t132 = mul i64 %t130, %t131
  %t133 = load i64, ptr %v19
  %t134 = add i64 %t133, 1
  %t135 = add i64 %t132, %t134
  %t136 = load ptr, ptr %v0.data
  %t137 = getelementptr double, ptr %t136, i64 %t135
  %t138 = load double, ptr %t137
  store double %t138, ptr %v25
  %t139 = load double, ptr %v13
  %t140 = load double, ptr %v25
  %t141 = fadd double %t139, %t140
  store double %t141, ptr %v26
  %t142 = load double, ptr %v26
  %t143 = call double @llvm.fabs.f64(double %t142)
  %t144 = fcmp olt double %t143, 0x7FF0000000000000
  br i1 %t144, label %good145, label %fail, !prof !0
good145:
  %t146 = load double, ptr %v26
  store double %t146, ptr %v13
  br label %next3
next3:
  %t147 = load i64, ptr %v19
  %t148 = add nsw i64 %t147, 1
  store i64 %t148, ptr %v19
  br label %head3
end3:
  br label %end2
end2:
  %t149 = load ptr, ptr %v0
  store ptr %t149, ptr %s0
  %t150 = load i64, ptr %v1
  store i64 %t150, ptr %s1
  %t151 = load i64, ptr %v9
  store i64 %t151, ptr %s9
  %t152 = load ptr, ptr %v2
  store ptr %t152, ptr %s2
  %t153 = load double, ptr %v13
  store double %t153, ptr %s13
  %t154 = load i64, ptr %v8
  store i64 %t154, ptr %s8
  %t155 = load i64, ptr %v5
  store i64 %t155, ptr %s5
  %t156 = load i64, ptr %v6
  store i64 %t156, ptr %s6
  %t157 = load i64, ptr %v7
  store i64 %t157, ptr %s7
  store i64 3, ptr %exit_id
  ; undo flags
  %t159 = load i64, ptr %v8
  %t160 = load i64, ptr %v2.len
  %t161 = icmp slt i64 %t159, %t160
  br i1 %t161, label %good162, label %fail, !prof !0
good162:
  %t163 = load i64, ptr %v8
  %t164 = load ptr, ptr %v2.data
  %t165 = getelementptr double, ptr %t164, i64 %t163
  %t166 = load double, ptr %v13
  store double %t166, ptr %t165
  br label %next1
next1:
  %t167 = load i64, ptr %v8
  %t168 = add nsw i64 %t167, 1
  store i64 %t168, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  store i64 4, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t170 = load i64, ptr %exit_id
  switch i64 %t170, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 i64 3, label %exit3 i64 4, label %exit4 ]
nowhere:
  unreachable
exit0:
  %t171 = load ptr, ptr %s0
  %t172 = getelementptr i64, ptr %frame, i64 0
  store ptr %t171, ptr %t172
  %t173 = load i64, ptr %s1
  %t174 = getelementptr i64, ptr %frame, i64 1
  store i64 %t173, ptr %t174
  %t175 = load ptr, ptr %s2
  %t176 = getelementptr i64, ptr %frame, i64 2
  store ptr %t175, ptr %t176
  ret i64 1
exit1:
  %t177 = load ptr, ptr %s0
  %t178 = getelementptr i64, ptr %frame, i64 0
  store ptr %t177, ptr %t178
  %t179 = load i64, ptr %s1
  %t180 = getelementptr i64, ptr %frame, i64 1
  store i64 %t179, ptr %t180
  %t181 = load ptr, ptr %s2
  %t182 = getelementptr i64, ptr %frame, i64 2
  store ptr %t181, ptr %t182
  %t183 = load i64, ptr %s8
  %t184 = getelementptr i64, ptr %frame, i64 3
  store i64 %t183, ptr %t184
  %t185 = load i64, ptr %s5
  %t186 = getelementptr i64, ptr %frame, i64 4
  store i64 %t185, ptr %t186
  %t187 = load i64, ptr %s6
  %t188 = getelementptr i64, ptr %frame, i64 5
  store i64 %t187, ptr %t188
  %t189 = load i64, ptr %s7
  %t190 = getelementptr i64, ptr %frame, i64 6
  store i64 %t189, ptr %t190
  ret i64 2
exit2:
  %t191 = load ptr, ptr %s0
  %t192 = getelementptr i64, ptr %frame, i64 0
  store ptr %t191, ptr %t192
  %t193 = load i64, ptr %s1
  %t194 = getelementptr i64, ptr %frame, i64 1
  store i64 %t193, ptr %t194
  %t195 = load i64, ptr %s9
  %t196 = getelementptr i64, ptr %frame, i64 2
  store i64 %t195, ptr %t196
  %t197 = load ptr, ptr %s2
  %t198 = getelementptr i64, ptr %frame, i64 3
  store ptr %t197, ptr %t198
  %t199 = load double, ptr %s13
  %t200 = getelementptr i64, ptr %frame, i64 4
  store double %t199, ptr %t200
  %t201 = load i64, ptr %s8
  %t202 = getelementptr i64, ptr %frame, i64 5
  store i64 %t201, ptr %t202
  %t203 = load i64, ptr %s5
  %t204 = getelementptr i64, ptr %frame, i64 6
  store i64 %t203, ptr %t204
  %t205 = load i64, ptr %s6
  %t206 = getelementptr i64, ptr %frame, i64 7
  store i64 %t205, ptr %t206
  %t207 = load i64, ptr %s7
  %t208 = getelementptr i64, ptr %frame, i64 8
  store i64 %t207, ptr %t208
  %t209 = load i64, ptr %s19
  %t210 = getelementptr i64, ptr %frame, i64 9
  store i64 %t209, ptr %t210
  %t211 = load i64, ptr %s16
  %t212 = getelementptr i64, ptr %frame, i64 10
  store i64 %t211, ptr %t212
  %t213 = load i64, ptr %s17
  %t214 = getelementptr i64, ptr %frame, i64 11
  store i64 %t213, ptr %t214
  %t215 = load i64, ptr %s18
  %t216 = getelementptr i64, ptr %frame, i64 12
  store i64 %t215, ptr %t216
  ret i64 3
exit3:
  %t217 = load ptr, ptr %s0
  %t218 = getelementptr i64, ptr %frame, i64 0
  store ptr %t217, ptr %t218
  %t219 = load i64, ptr %s1
  %t220 = getelementptr i64, ptr %frame, i64 1
  store i64 %t219, ptr %t220
  %t221 = load i64, ptr %s9
  %t222 = getelementptr i64, ptr %frame, i64 2
  store i64 %t221, ptr %t222
  %t223 = load ptr, ptr %s2
  %t224 = getelementptr i64, ptr %frame, i64 3
  store ptr %t223, ptr %t224
  %t225 = load double, ptr %s13
  %t226 = getelementptr i64, ptr %frame, i64 4
  store double %t225, ptr %t226
  %t227 = load i64, ptr %s8
  %t228 = getelementptr i64, ptr %frame, i64 5
  store i64 %t227, ptr %t228
  %t229 = load i64, ptr %s5
  %t230 = getelementptr i64, ptr %frame, i64 6
  store i64 %t229, ptr %t230
  %t231 = load i64, ptr %s6
  %t232 = getelementptr i64, ptr %frame, i64 7
  store i64 %t231, ptr %t232
  %t233 = load i64, ptr %s7
  %t234 = getelementptr i64, ptr %frame, i64 8
  store i64 %t233, ptr %t234
  ret i64 4
exit4:
  ret i64 5
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %v8.0 = alloca <4 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x double>
  %v16.0 = alloca <4 x double>
  %v17.0 = alloca <4 x double>
  %v18.0 = alloca <4 x double>
  %v19.0 = alloca <4 x double>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x double>
  %v22.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 4
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = add i64 %t45, 2
  %t60 = load i64, ptr %v0.dim1
  %t61 = mul i64 %t59, %t60
  %t62 = getelementptr double, ptr %t46, i64 %t61
  %t63 = add i64 0, 0
  %t64 = getelementptr double, ptr %t62, i64 %t63
  %t65 = add i64 %t45, 3
  %t66 = load i64, ptr %v0.dim1
  %t67 = mul i64 %t65, %t66
  %t68 = getelementptr double, ptr %t46, i64 %t67
  %t69 = add i64 0, 0
  %t70 = getelementptr double, ptr %t68, i64 %t69
  %t71 = load double, ptr %t52, align 8
  %t72 = insertelement <4 x double> poison, double %t71, i64 0
  %t73 = load double, ptr %t58, align 8
  %t74 = insertelement <4 x double> %t72, double %t73, i64 1
  %t75 = load double, ptr %t64, align 8
  %t76 = insertelement <4 x double> %t74, double %t75, i64 2
  %t77 = load double, ptr %t70, align 8
  %t78 = insertelement <4 x double> %t76, double %t77, i64 3
  store <4 x double> %t78, ptr %v6.0
  %t79 = load <4 x double>, ptr %v6.0
  store <4 x double> %t79, ptr %v8.0
  %t80 = load i64, ptr %v1
  %t81 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t80)
  %t82 = extractvalue {i64, i1} %t81, 1
  %t83 = xor i1 %t82, true
  br i1 %t83, label %good84, label %fail, !prof !0
good84:
  store i64 0, ptr %v9
  %t85 = load i64, ptr %v1
  %t86 = add i64 %t85, -1
  %t87 = call i64 @llvm.smax.i64(i64 %t86, i64 0)
  %t88 = icmp sle i64 %t87, 0
  %t89 = load i64, ptr %v0.dim1
  %t90 = icmp slt i64 %t87, %t89
  %t91 = or i1 %t88, %t90
  br i1 %t91, label %good92, label %fail, !prof !0
good92:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t94 = load i64, ptr %countdown
  %t95 = sub i64 %t94, 1
  store i64 %t95, ptr %countdown
  %t96 = icmp slt i64 %t95, 0
  br i1 %t96, label %poll93, label %go93, !prof !1
poll93:
  %t97 = getelementptr i8, ptr %host, i64 24
  %t98 = load ptr, ptr %t97
  %t99 = call i64 %t98(ptr %host)
  %t100 = getelementptr i8, ptr %host, i64 16
  %t101 = load i64, ptr %t100
  store i64 %t101, ptr %countdown
  %t102 = icmp ne i64 %t99, 0
  br i1 %t102, label %fail, label %go93, !prof !1
go93:
  %t103 = load i64, ptr %v9
  %t104 = add i64 %t103, 8
  %t105 = load i64, ptr %v1
  %t106 = add i64 %t105, -1
  %t107 = call i64 @llvm.smax.i64(i64 %t106, i64 0)
  %t108 = icmp sgt i64 %t104, %t107
  br i1 %t108, label %then109, label %done109, !prof !1
then109:
  br label %end5
done109:
  %t110 = load i64, ptr %v5
  %t111 = add i64 %t110, 0
  %t112 = load i64, ptr %v9
  %t113 = add i64 %t112, 1
  %t114 = load ptr, ptr %v0.data
  %t115 = add i64 %t111, 0
  %t116 = load i64, ptr %v0.dim1
  %t117 = mul i64 %t115, %t116
  %t118 = getelementptr double, ptr %t114, i64 %t117
  %t119 = add i64 %t113, 0
  %t120 = getelementptr double, ptr %t118, i64 %t119
  %t121 = add i64 %t111, 1
  %t122 = load i64, ptr %v0.dim1
  %t123 = mul i64 %t121, %t122
  %t124 = getelementptr double, ptr %t114, i64 %t123
  %t125 = add i64 %t113, 0
  %t126 = getelementptr double, ptr %t124, i64 %t125
  %t127 = add i64 %t111, 2
  %t128 = load i64, ptr %v0.dim1
  %t129 = mul i64 %t127, %t128
  %t130 = getelementptr double, ptr %t114, i64 %t129
  %t131 = add i64 %t113, 0
  %t132 = getelementptr double, ptr %t130, i64 %t131
  %t133 = add i64 %t111, 3
  %t134 = load i64, ptr %v0.dim1
  %t135 = mul i64 %t133, %t134
  %t136 = getelementptr double, ptr %t114, i64 %t135
  %t137 = add i64 %t113, 0
  %t138 = getelementptr double, ptr %t136, i64 %t137
  %t139 = load <4 x double>, ptr %t120, align 8
  %t140 = load <4 x double>, ptr %t126, align 8
  %t141 = load <4 x double>, ptr %t132, align 8
  %t142 = load <4 x double>, ptr %t138, align 8
  %t143 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t144 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t145 = shufflevector <4 x double> %t141, <4 x double> %t142, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t146 = shufflevector <4 x double> %t141, <4 x double> %t142, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t147 = shufflevector <4 x double> %t143, <4 x double> %t145, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t148 = shufflevector <4 x double> %t143, <4 x double> %t145, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t149 = shufflevector <4 x double> %t144, <4 x double> %t146, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t150 = shufflevector <4 x double> %t144, <4 x double> %t146, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t147, ptr %v12.0
  store <4 x double> %t149, ptr %v13.0
  store <4 x double> %t148, ptr %v14.0
  store <4 x double> %t150, ptr %v15.0
  %t151 = load i64, ptr %v5
  %t152 = add i64 %t151, 0
  %t153 = load i64, ptr %v9
  %t154 = add i64 %t153, 5
  %t155 = load ptr, ptr %v0.data
  %t156 = add i64 %t152, 0
  %t157 = load i64, ptr %v0.dim1
  %t158 = mul i64 %t156, %t157
  %t159 = getelementptr double, ptr %t155, i64 %t158
  %t160 = add i64 %t154, 0
  %t161 = getelementptr double, ptr %t159, i64 %t160
  %t162 = add i64 %t152, 1
  %t163 = load i64, ptr %v0.dim1
  %t164 = mul i64 %t162, %t163
  %t165 = getelementptr double, ptr %t155, i64 %t164
  %t166 = add i64 %t154, 0
  %t167 = getelementptr double, ptr %t165, i64 %t166
  %t168 = add i64 %t152, 2
  %t169 = load i64, ptr %v0.dim1
  %t170 = mul i64 %t168, %t169
  %t171 = getelementptr double, ptr %t155, i64 %t170
  %t172 = add i64 %t154, 0
  %t173 = getelementptr double, ptr %t171, i64 %t172
  %t174 = add i64 %t152, 3
  %t175 = load i64, ptr %v0.dim1
  %t176 = mul i64 %t174, %t175
  %t177 = getelementptr double, ptr %t155, i64 %t176
  %t178 = add i64 %t154, 0
  %t179 = getelementptr double, ptr %t177, i64 %t178
  %t180 = load <4 x double>, ptr %t161, align 8
  %t181 = load <4 x double>, ptr %t167, align 8
  %t182 = load <4 x double>, ptr %t173, align 8
  %t183 = load <4 x double>, ptr %t179, align 8
  %t184 = shufflevector <4 x double> %t180, <4 x double> %t181, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t185 = shufflevector <4 x double> %t180, <4 x double> %t181, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t186 = shufflevector <4 x double> %t182, <4 x double> %t183, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t187 = shufflevector <4 x double> %t182, <4 x double> %t183, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t188 = shufflevector <4 x double> %t184, <4 x double> %t186, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t189 = shufflevector <4 x double> %t184, <4 x double> %t186, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t190 = shufflevector <4 x double> %t185, <4 x double> %t187, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t191 = shufflevector <4 x double> %t185, <4 x double> %t187, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t188, ptr %v16.0
  store <4 x double> %t190, ptr %v17.0
  store <4 x double> %t189, ptr %v18.0
  store <4 x double> %t191, ptr %v19.0
  %t192 = load <4 x double>, ptr %v8.0
  %t193 = load <4 x double>, ptr %v12.0
  %t194 = fadd <4 x double> %t192, %t193
  store <4 x double> %t194, ptr %v21.0
  %t195 = load <4 x double>, ptr %v21.0
  %t196 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t195)
  %t197 = fcmp olt <4 x double> %t196, splat (double 0x7FF0000000000000)
  %t198 = sext <4 x i1> %t197 to <4 x i64>
  %t199 = xor <4 x i64> %t198, splat (i64 -1)
  %t200 = icmp slt <4 x i64> %t199, zeroinitializer
  %t201 = bitcast <4 x i1> %t200 to i4
  %t202 = icmp ne i4 %t201, 0
  %t203 = xor i1 %t202, true
  br i1 %t203, label %good204, label %fail, !prof !0
good204:
  %t205 = load <4 x double>, ptr %v21.0
  store <4 x double> %t205, ptr %v8.0
  %t206 = load <4 x double>, ptr %v21.0
  %t207 = load <4 x double>, ptr %v13.0
  %t208 = fadd <4 x double> %t206, %t207
  store <4 x double> %t208, ptr %v21.0
  %t209 = load <4 x double>, ptr %v21.0
  %t210 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t209)
  %t211 = fcmp olt <4 x double> %t210, splat (double 0x7FF0000000000000)
  %t212 = sext <4 x i1> %t211 to <4 x i64>
  %t213 = xor <4 x i64> %t212, splat (i64 -1)
  %t214 = icmp slt <4 x i64> %t213, zeroinitializer
  %t215 = bitcast <4 x i1> %t214 to i4
  %t216 = icmp ne i4 %t215, 0
  %t217 = xor i1 %t216, true
  br i1 %t217, label %good218, label %fail, !prof !0
good218:
  %t219 = load <4 x double>, ptr %v21.0
  store <4 x double> %t219, ptr %v8.0
  %t220 = load <4 x double>, ptr %v21.0
  %t221 = load <4 x double>, ptr %v14.0
  %t222 = fadd <4 x double> %t220, %t221
  store <4 x double> %t222, ptr %v21.0
  %t223 = load <4 x double>, ptr %v21.0
  %t224 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t223)
  %t225 = fcmp olt <4 x double> %t224, splat (double 0x7FF0000000000000)
  %t226 = sext <4 x i1> %t225 to <4 x i64>
  %t227 = xor <4 x i64> %t226, splat (i64 -1)
  %t228 = icmp slt <4 x i64> %t227, zeroinitializer
  %t229 = bitcast <4 x i1> %t228 to i4
  %t230 = icmp ne i4 %t229, 0
  %t231 = xor i1 %t230, true
  br i1 %t231, label %good232, label %fail, !prof !0
good232:
  %t233 = load <4 x double>, ptr %v21.0
  store <4 x double> %t233, ptr %v8.0
  %t234 = load <4 x double>, ptr %v21.0
  %t235 = load <4 x double>, ptr %v15.0
  %t236 = fadd <4 x double> %t234, %t235
  store <4 x double> %t236, ptr %v21.0
  %t237 = load <4 x double>, ptr %v21.0
  %t238 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t237)
  %t239 = fcmp olt <4 x double> %t238, splat (double 0x7FF0000000000000)
  %t240 = sext <4 x i1> %t239 to <4 x i64>
  %t241 = xor <4 x i64> %t240, splat (i64 -1)
  %t242 = icmp slt <4 x i64> %t241, zeroinitializer
  %t243 = bitcast <4 x i1> %t242 to i4
  %t244 = icmp ne i4 %t243, 0
  %t245 = xor i1 %t244, true
  br i1 %t245, label %good246, label %fail, !prof !0
good246:
  %t247 = load <4 x double>, ptr %v21.0
  store <4 x double> %t247, ptr %v8.0
  %t248 = load <4 x double>, ptr %v21.0
  %t249 = load <4 x double>, ptr %v16.0
  %t250 = fadd <4 x double> %t248, %t249
  store <4 x double> %t250, ptr %v21.0
  %t251 = load <4 x double>, ptr %v21.0
  %t252 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t251)
  %t253 = fcmp olt <4 x double> %t252, splat (double 0x7FF0000000000000)
  %t254 = sext <4 x i1> %t253 to <4 x i64>
  %t255 = xor <4 x i64> %t254, splat (i64 -1)
  %t256 = icmp slt <4 x i64> %t255, zeroinitializer
  %t257 = bitcast <4 x i1> %t256 to i4
  %t258 = icmp ne i4 %t257, 0
  %t259 = xor i1 %t258, true
  br i1 %t259, label %good260, label %fail, !prof !0
good260:
  %t261 = load <4 x double>, ptr %v21.0
  store <4 x double> %t261, ptr %v8.0
  %t262 = load <4 x double>, ptr %v21.0
  %t263 = load <4 x double>, ptr %v17.0
  %t264 = fadd <4 x double> %t262, %t263
  store <4 x double> %t264, ptr %v21.0
  %t265 = load <4 x double>, ptr %v21.0
  %t266 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t265)
  %t267 = fcmp olt <4 x double> %t266, splat (double 0x7FF0000000000000)
  %t268 = sext <4 x i1> %t267 to <4 x i64>
  %t269 = xor <4 x i64> %t268, splat (i64 -1)
  %t270 = icmp slt <4 x i64> %t269, zeroinitializer
  %t271 = bitcast <4 x i1> %t270 to i4
  %t272 = icmp ne i4 %t271, 0
  %t273 = xor i1 %t272, true
  br i1 %t273, label %good274, label %fail, !prof !0
good274:
  %t275 = load <4 x double>, ptr %v21.0
  store <4 x double> %t275, ptr %v8.0
  %t276 = load <4 x double>, ptr %v21.0
  %t277 = load <4 x double>, ptr %v18.0
  %t278 = fadd <4 x double> %t276, %t277
  store <4 x double> %t278, ptr %v21.0
  %t279 = load <4 x double>, ptr %v21.0
  %t280 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t279)
  %t281 = fcmp olt <4 x double> %t280, splat (double 0x7FF0000000000000)
  %t282 = sext <4 x i1> %t281 to <4 x i64>
  %t283 = xor <4 x i64> %t282, splat (i64 -1)
  %t284 = icmp slt <4 x i64> %t283, zeroinitializer
  %t285 = bitcast <4 x i1> %t284 to i4
  %t286 = icmp ne i4 %t285, 0
  %t287 = xor i1 %t286, true
  br i1 %t287, label %good288, label %fail, !prof !0
good288:
  %t289 = load <4 x double>, ptr %v21.0
  store <4 x double> %t289, ptr %v8.0
  %t290 = load <4 x double>, ptr %v21.0
  %t291 = load <4 x double>, ptr %v19.0
  %t292 = fadd <4 x double> %t290, %t291
  store <4 x double> %t292, ptr %v21.0
  %t293 = load <4 x double>, ptr %v21.0
  %t294 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t293)
  %t295 = fcmp olt <4 x double> %t294, splat (double 0x7FF0000000000000)
  %t296 = sext <4 x i1> %t295 to <4 x i64>
  %t297 = xor <4 x i64> %t296, splat (i64 -1)
  %t298 = icmp slt <4 x i64> %t297, zeroinitializer
  %t299 = bitcast <4 x i1> %t298 to i4
  %t300 = icmp ne i4 %t299, 0
  %t301 = xor i1 %t300, true
  br i1 %t301, label %good302, label %fail, !prof !0
good302:
  %t303 = load <4 x double>, ptr %v21.0
  store <4 x double> %t303, ptr %v8.0
  %t304 = load i64, ptr %v9
  %t305 = add i64 %t304, 8
  store i64 %t305, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t307 = load i64, ptr %countdown
  %t308 = sub i64 %t307, 1
  store i64 %t308, ptr %countdown
  %t309 = icmp slt i64 %t308, 0
  br i1 %t309, label %poll306, label %go306, !prof !1
poll306:
  %t310 = getelementptr i8, ptr %host, i64 24
  %t311 = load ptr, ptr %t310
  %t312 = call i64 %t311(ptr %host)
  %t313 = getelementptr i8, ptr %host, i64 16
  %t314 = load i64, ptr %t313
  store i64 %t314, ptr %countdown
  %t315 = icmp ne i64 %t312, 0
  br i1 %t315, label %fail, label %go306, !prof !1
go306:
  %t316 = load i64, ptr %v9
  %t317 = load i64, ptr %v1
  %t318 = add i64 %t317, -1
  %t319 = call i64 @llvm.smax.i64(i64 %t318, i64 0)
  %t320 = icmp sge i64 %t316, %t319
  br i1 %t320, label %then321, label %done321, !prof !1
then321:
  br label %end3
done321:
  %t322 = load i64, ptr %v5
  %t323 = add i64 %t322, 0
  %t324 = load i64, ptr %v9
  %t325 = add i64 %t324, 1
  %t326 = load ptr, ptr %v0.data
  %t327 = add i64 %t323, 0
  %t328 = load i64, ptr %v0.dim1
  %t329 = mul i64 %t327, %t328
  %t330 = getelementptr double, ptr %t326, i64 %t329
  %t331 = add i64 %t325, 0
  %t332 = getelementptr double, ptr %t330, i64 %t331
  %t333 = add i64 %t323, 1
  %t334 = load i64, ptr %v0.dim1
  %t335 = mul i64 %t333, %t334
  %t336 = getelementptr double, ptr %t326, i64 %t335
  %t337 = add i64 %t325, 0
  %t338 = getelementptr double, ptr %t336, i64 %t337
  %t339 = add i64 %t323, 2
  %t340 = load i64, ptr %v0.dim1
  %t341 = mul i64 %t339, %t340
  %t342 = getelementptr double, ptr %t326, i64 %t341
  %t343 = add i64 %t325, 0
  %t344 = getelementptr double, ptr %t342, i64 %t343
  %t345 = add i64 %t323, 3
  %t346 = load i64, ptr %v0.dim1
  %t347 = mul i64 %t345, %t346
  %t348 = getelementptr double, ptr %t326, i64 %t347
  %t349 = add i64 %t325, 0
  %t350 = getelementptr double, ptr %t348, i64 %t349
  %t351 = load double, ptr %t332, align 8
  %t352 = insertelement <4 x double> poison, double %t351, i64 0
  %t353 = load double, ptr %t338, align 8
  %t354 = insertelement <4 x double> %t352, double %t353, i64 1
  %t355 = load double, ptr %t344, align 8
  %t356 = insertelement <4 x double> %t354, double %t355, i64 2
  %t357 = load double, ptr %t350, align 8
  %t358 = insertelement <4 x double> %t356, double %t357, i64 3
  store <4 x double> %t358, ptr %v22.0
  %t359 = load <4 x double>, ptr %v8.0
  %t360 = load <4 x double>, ptr %v22.0
  %t361 = fadd <4 x double> %t359, %t360
  store <4 x double> %t361, ptr %v21.0
  %t362 = load <4 x double>, ptr %v21.0
  %t363 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t362)
  %t364 = fcmp olt <4 x double> %t363, splat (double 0x7FF0000000000000)
  %t365 = sext <4 x i1> %t364 to <4 x i64>
  %t366 = xor <4 x i64> %t365, splat (i64 -1)
  %t367 = icmp slt <4 x i64> %t366, zeroinitializer
  %t368 = bitcast <4 x i1> %t367 to i4
  %t369 = icmp ne i4 %t368, 0
  %t370 = xor i1 %t369, true
  br i1 %t370, label %good371, label %fail, !prof !0
good371:
  %t372 = load <4 x double>, ptr %v21.0
  store <4 x double> %t372, ptr %v8.0
  %t373 = load i64, ptr %v9
  %t374 = add i64 %t373, 1
  store i64 %t374, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t375 = load <4 x double>, ptr %v8.0
  %t376 = load i64, ptr %v5
  %t377 = add i64 %t376, 0
  %t378 = add i64 %t377, 0
  %t379 = load ptr, ptr %v2.data
  %t380 = getelementptr double, ptr %t379, i64 %t378
  store <4 x double> %t375, ptr %t380, align 8
  %t381 = load i64, ptr %v5
  %t382 = add i64 %t381, 4
  store i64 %t382, ptr %v5
  br label %next4
end4:
  %t383 = load i64, ptr %v5
  ret i64 %t383
fail:
  %t384 = load i64, ptr %exit_id
  switch i64 %t384, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t385 = load i64, ptr %s5
  ret i64 %t385
}

declare double @llvm.fabs.f64(double) nounwind
declare <4 x double> @llvm.fabs.v4f64(<4 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
